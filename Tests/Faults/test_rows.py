"""Rows that hold on a good day, again on a bad one."""

import random
import socket
import sqlite3
import struct
import time

import phone
from portal import IS_SHORT
from waiting import offer

PAGE = b"<!doctype html><script>fetch('/desk')</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def forged(link):
    """One character of the signature changed."""
    last = "a" if link[-1] != "a" else "b"
    return link[:-1] + last


def test_p16_forged_links_are_refused_as_ever_when_the_database_is_held_and_after_a_kill(
        running, gateway, mail, count):
    """They never ask the database, and the key outlives the process."""
    _, telephone, _ = offer(running)
    link = gateway.link(telephone)
    other = sqlite3.connect(f"{running.data}/relais.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    took, tries = [], 20
    for index in range(tries):
        began = time.monotonic()
        name = f"{link[:-2]}{index:02d}" if index else forged(link)
        assert running.get(name).status == 404 or name == link
        assert phone.write(running, forged(link), phone.new_id(), "let me in").status == 404
        took.append(time.monotonic() - began)
    other.execute("ROLLBACK")
    other.close()
    running.kill()
    running.start()
    assert running.get(forged(link)).status == 404
    assert running.get(link).status == 200
    slowed = [running.get(forged(link)).status for _ in range(80)]
    assert set(slowed) == {404, 429} and slowed[-1] == 429, "who guesses is slowed down"
    assert running.get(link).status == 200, "who has a link is not"
    count(f"{2 * tries} forged requests beside a held database, each refused in {max(took) * 1000:.0f} ms at most; "
          f"{slowed.count(404)} of 80 guesses answered, the others slowed down")


def test_p21_too_large_is_said_in_words_when_the_disk_is_full_as_well(travelling, machine, gateway, mail, count):
    """Nobody gets a bare 413, and nobody's flood fills the memory."""
    _, telephone, _ = offer(travelling)
    link = gateway.link(telephone)
    large = phone.pdf("large", 1_000_000) * 27
    before = travelling.memory()
    for _ in range(1 if IS_SHORT else 5):
        answer = phone.write_with_file(travelling, link, phone.new_id(), "all of it", "plan.pdf", large)
        assert answer.status == 413 and "plan.pdf" in answer.text and "all of it" in answer.text
        upload = phone.Upload(link, "plan.pdf", large)
        refused = travelling.request("PATCH", upload.path, large[:10], {"Upload-Offset": "0"})
        assert refused.status == 413 and "plan.pdf" in refused.text and "MB" in refused.text
    machine.break_disk(travelling.data, 28)
    answer = phone.write_with_file(travelling, link, phone.new_id(), "all of it", "plan.pdf", large)
    assert answer.status in (413, 422, 503) and 'role="alert"' in answer.text, f"{answer.status} {answer.text[:500]}"
    refused = travelling.request("PATCH", upload.path, large[:10], {"Upload-Offset": "0"})
    assert refused.status == 413 and "plan.pdf" in refused.text
    machine.mend_disk()
    grown = travelling.memory() - before
    assert grown < 60, f"{grown:.0f} MB more"
    assert phone.write_with_file(
        travelling, link, phone.new_id(), "less of it", "plan.pdf", phone.pdf("small")).status == 303
    travelling.verify()
    count(f"files of 27 MB refused by name and limit, also on a full disk; {grown:.0f} MB more")


def test_p23_an_upload_that_is_cut_and_whose_portal_is_killed_goes_on_where_it_was(running, gateway, mail, count):
    """Never from the start, and the file at the end is the file."""
    chance = random.Random(23)
    number, telephone, _ = offer(running)
    link = gateway.link(telephone)
    content = phone.pdf("cellar", 2_000_000)
    upload = phone.Upload(link, "cellar.pdf", content)
    cuts = kills = sent = 0
    while True:
        known = upload.tell(running)
        if "id" in known:
            break
        offset = known["offset"]
        assert offset >= upload.acknowledged, f"{upload.acknowledged} bytes were there, {offset} are left"
        upload.acknowledged = offset
        piece = content[offset:offset + 200_000]
        fate = chance.random()
        if fate < 0.6:
            # The line ends in the middle, without a goodbye.
            line = socket.create_connection(("127.0.0.1", running.port))
            head = f"PATCH {upload.path} HTTP/1.1\r\nHost: p\r\nUpload-Offset: {offset}\r\nContent-Length: {len(piece)}\r\n\r\n"
            part = piece[:chance.randrange(len(piece))]
            line.sendall(head.encode() + part)
            sent += len(part)
            if fate < 0.2:
                running.kill()
                kills += 1
                running.start()
            else:
                time.sleep(0.05)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.close()
            cuts += 1
        else:
            sent += len(piece)
            upload.step(running, 200_000)
    upload.step(running)
    submission = phone.new_id()
    for _ in range(2):
        assert phone.write(running, link, submission, "the cellar", [upload.staged]).status == 303
        running.kill()
        running.start()
        kills += 1
    written = [event for event in running.events(number) if event["type"] == "messageWritten"]
    assert len(written) == 1 and len(written[0]["data"]["attachments"]) == 1
    assert running.api("GET", f"/files/{written[0]['data']['attachments'][0]['id']}").body == content
    running.verify()
    count(f"2 MB through {cuts} cuts and {kills} kills: {sent / len(content):.2f} times its bytes were sent, 1 file, the same")


def test_p25_what_could_run_is_refused_as_ever_across_a_kill_and_a_broken_disk(
        travelling, machine, gateway, mail, count):
    """And what is handed out cannot run, whatever it calls itself."""
    number, telephone, _ = offer(travelling)
    link = gateway.link(telephone)

    def refused():
        for name, content in (("photo.jpg", PAGE), ("plan.pdf", DRAWING), ("x.svg", DRAWING), ("x.html", PAGE)):
            answer = phone.write_with_file(travelling, link, phone.new_id(), "look", name, content)
            assert answer.status == 422, f"{name}: {answer.status}"
            upload = phone.Upload(link, name, content)
            answer = travelling.request("PATCH", upload.path, content, {"Upload-Offset": "0"})
            assert answer.status == 422, f"{name}: {answer.status}"
            assert "id" not in upload.tell(travelling)

    refused()
    # A picture that is a page as well, begun before the kill and ended after it.
    both = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 40_000 + PAGE
    upload = phone.Upload(link, "photo.html", both)
    upload.step(travelling)
    travelling.kill()
    travelling.start()
    refused()
    machine.break_disk(travelling.data)
    answer = phone.write_with_file(travelling, link, phone.new_id(), "look", "photo.jpg", PAGE)
    assert answer.status in (422, 503), f"{answer.status} {answer.text[:300]}"
    machine.mend_disk()
    refused()
    while not upload.step(travelling):
        pass
    assert phone.write(travelling, link, phone.new_id(), "look", [upload.staged]).status == 303
    event = next(event for event in travelling.events(number) if event["type"] == "messageWritten")
    file = event["data"]["attachments"][0]
    assert file["type"] == "image/jpeg" and not file["name"].endswith(".html"), file
    for answer in (travelling.get(f"{link}/files/{file['id']}"), travelling.api("GET", f"/files/{file['id']}")):
        assert answer.status == 200 and answer.headers["content-type"] == "image/jpeg"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
    assert sum(event["type"] == "messageWritten" for event in travelling.events(number)) == 1
    travelling.verify()
    count("4 dangerous files refused 6 times each across a kill and a broken disk; 1 disguised one handed out as a picture")
