"""For bin/bench: milliseconds to the first contentful paint of a page on a small phone, in Chromium with "slow 3G" and a
quarter of the processor's speed, one line for each visit. Arguments: address, visits."""

import os
import sys

from playwright.sync_api import sync_playwright

#: What Chromium's own tools mean by "Slow 3G".
SLOW_3G = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWDOWN = 4
PAINT = """() => new Promise(done => {
    const tell = entries => entries.filter(each => each.name === 'first-contentful-paint')
        .forEach(each => done(each.startTime));
    tell(performance.getEntriesByType('paint'));
    new PerformanceObserver(list => tell(list.getEntries())).observe({ type: 'paint', buffered: true });
})"""


def visit(browser, address):
    """With nothing kept from an earlier visit."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True, locale="fr")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(address, wait_until="commit", timeout=60_000)
    paint = page.evaluate(PAINT)
    context.close()
    return paint


def main(address, visits):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        for _ in range(visits):
            print(visit(browser, address), flush=True)
        browser.close()


main(sys.argv[1], int(sys.argv[2]))
