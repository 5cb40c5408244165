# SPDX-License-Identifier: MIT
"""Each example is run, as a reader would run it."""

import http.server
import json
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import AS_OF, EXAMPLES

import fisc

HERE = Path(__file__).resolve().parents[1] / "examples"


def run(name, *arguments, status=0):
    done = subprocess.run([sys.executable, HERE / name, *map(str, arguments)],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def test_the_bank_scripts_its_own_policy():
    out = run("bank_policy.py")
    assert "bank.b1.checked.customer@bank: fail" in out
    assert "branches[eki].vault_checked = 2024-05-01" in out
    assert "Of 3 branches, 1 have two or more." in out
    assert "to do: branches[eki].vault_checked at-least 2025-06-30" in out


def test_the_gate_opens_and_closes(tmp_path):
    system, accepted = tmp_path / "system.json", tmp_path / "accepted.json"
    good = json.loads((EXAMPLES / "internet-banking.json").read_text())
    system.write_text(json.dumps(good))
    assert run("ci_gate.py", "fisc8", system, accepted, AS_OF,
               "--accept") == ""
    assert run("ci_gate.py", "fisc8", system, accepted, AS_OF) == (
        "0 worse, 0 fixed\n")
    good["evidence"] = []
    system.write_text(json.dumps(good))
    out = run("ci_gate.py", "fisc8", system, accepted, AS_OF, status=2)
    assert ": pass -> " in out and "0 worse" not in out
    system.write_text("{")
    run("ci_gate.py", "fisc8", system, accepted, AS_OF, status=1)


@pytest.fixture
def server():
    """The WSGI example, as its own process."""
    process = subprocess.Popen(
        [sys.executable, HERE / "wsgi_app.py", "fisc8", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    yield process.stdout.readline().strip().removesuffix("/evaluate")
    process.terminate()
    process.wait()


def post(url, data):
    request = urllib.request.Request(url, data=data, method="POST")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def test_the_endpoint_answers_one_system(server, report):
    text = (EXAMPLES / "internet-banking.json").read_bytes()
    url = f"{server}/evaluate?as_of={AS_OF}"
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(
        post(url, text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [report.to_json()] * 4
    with pytest.raises(urllib.error.HTTPError) as caught:
        post(url, b'{"format": "libfisc-system/1",\n "id" 3}')
    assert caught.value.code == 422
    assert json.loads(caught.value.read())["line"] == 2
    with pytest.raises(urllib.error.HTTPError) as caught:
        post(f"{server}/evaluate?as_of=soon", text)
    assert caught.value.code == 400
    with urllib.request.urlopen(f"{server}/policy") as answer:
        assert json.loads(answer.read())["digest"] == report.policy_digest


class Tickets(http.server.BaseHTTPRequestHandler):
    """A small system of tickets: PUT /tickets/ID, an event."""

    def do_PUT(self):
        server = self.server
        event = json.loads(self.rfile.read(
            int(self.headers["Content-Length"])))
        with server.lock:
            if server.fail_after is not None:
                server.fail_after -= 1
                if server.fail_after < 0:
                    return self.send_error(503)
            if self.headers["Idempotency-Key"] not in server.seen:
                server.seen.append(self.headers["Idempotency-Key"])
                server.tickets[event["ticket"]] = event["event"]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def tickets():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tickets)
    server.lock = threading.Lock()
    server.seen, server.tickets, server.fail_after = [], {}, None
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_tickets_are_fed_twice_and_have_nothing_twice(
        tickets, tmp_path, policy, bank, report):
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    memory = tmp_path / "events.jsonl"
    url = f"http://127.0.0.1:{tickets.server_port}"
    before.write_bytes(report.to_json())
    after.write_bytes(policy.evaluate(
        bank.change([fisc.change.clear("evidence")]), AS_OF).to_json())

    # The server gives up after three; what it has taken is not told again.
    tickets.fail_after = 3
    run("ticket_bridge.py", before, after, memory, url, status=1)
    assert len(tickets.seen) == 3 == len(memory.read_text().splitlines())
    tickets.fail_after = None
    out = run("ticket_bridge.py", before, after, memory, url)
    told = len(tickets.seen)
    assert out == f"{told - 3} events\n" and told > 3
    assert len(set(tickets.seen)) == told
    # Fed again: nothing.
    assert run("ticket_bridge.py", before, after, memory, url) == "0 events\n"
    assert len(tickets.seen) == told
    # Stopped in the middle of writing, after the server took the event.
    for torn in (1, 20):
        memory.write_bytes(memory.read_bytes()[:-torn])
        assert run("ticket_bridge.py", before, after, memory, url) == (
            "1 events\n")
        assert len(tickets.seen) == told == len(
            memory.read_text().splitlines())
    # All is well again, and the tickets close.
    run("ticket_bridge.py", after, before, memory, url)
    opened = {row.key for row in fisc.ResultSet.load(after)
              if row.result in (fisc.Outcome.FAIL, fisc.Outcome.UNKNOWN)}
    assert opened and "close" in tickets.tickets.values()
    # A bridge that lost its memory after the server took an event.
    os.remove(memory)
    seen = list(tickets.seen)
    run("ticket_bridge.py", before, after, memory, url)
    assert tickets.seen == seen
