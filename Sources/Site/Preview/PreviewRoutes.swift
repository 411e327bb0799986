import Hummingbird

/// What only the demo has: a first page, a door without a mail, previews of everything, and the drawn phone.
struct PreviewRoutes {
    let portal: Portal

    func add(to router: Router<SiteContext>) {
        let door = EnterDemo(portal: portal)
        router.at("/", get: ShowStart(portal: portal).handle)
        router.at("/enter/:manager", get: door.show, post: door.enter)
        let previews = ShowPreviews(portal: portal)
        router.at("/preview", get: previews.list)
        router.at("/preview/pages/:kind/:index", get: previews.page)
        router.at("/preview/mails/:kind/:index", get: previews.mail)
        router.at("/phone", get: ShowPhone(portal: portal).handle)
        router.at("/phone/messages.json", get: ListPhoneMessages(portal: portal).handle)
    }
}
