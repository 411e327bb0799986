"""The API held against its own description, Web/openapi.json, by requests that nobody thought of."""

import copy
import json
import re

import pytest
import requests
import schemathesis
from conftest import ROOT, reach
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

DESCRIPTION = json.loads((ROOT / "Web/openapi.json").read_text())
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]


def answers(document):
    """The names of the shared schemas that answers are made of."""
    found, queue = set(), [json.dumps(response) for path in document["paths"].values() for request in path.values()
                           for response in request["responses"].values()]
    queue += [json.dumps(response) for response in document["components"]["responses"].values()]
    while queue:
        for name in re.findall(r'"#/components/schemas/(\w+)"', queue.pop()):
            if name not in found:
                found.add(name)
                queue.append(json.dumps(document["components"]["schemas"][name]))
    return found


def strict(document):
    """The same, with no member in an answer that is not described. What is published leaves room for more."""
    document = copy.deepcopy(document)
    for name in answers(document):
        schema = document["components"]["schemas"][name]
        if "properties" in schema:
            schema["additionalProperties"] = False
    return document


schema = schemathesis.openapi.from_dict(strict(DESCRIPTION))

#: What the contractor did before, for requests that are about it; of all others it is his acceptance.
BEFORE = {
    "submitTicket": ["draft"], "takeTicket": ["new"], "offerTicket": ["new", "offered"], "changeTicket": ["draft", "new"],
    "askContractor": ["accept", "accept complete"], "decideQuote": ["accept quote", "quote"],
    "askApprover": ["accept quote"], "dismissApprover": ["accept quote approver"],
    "decideReport": ["accept complete"], "resolveTicket": ["accept complete"], "raiseLimit": ["accept complete"],
    "decideInvoice": ["accept complete invoice", "accept complete"],
    "getTicket": ["draft", "accept quote", "accept complete invoice"],
    "listEvents": ["accept quote", "accept complete invoice"],
}
#: How many tickets each kind of request may use up.
TICKETS = 6


class Stage:
    """Real things for made-up requests to hit: three of four ids are those of something that is there."""

    def __init__(self, portal):
        self.portal = portal
        self.tickets = {}
        self.turns = {}
        self.succeeded = set()
        self.ran = set()
        self.contractor = portal.api("POST", "/contractors", self.firm("Peinture Aubert"))
        self.manager = portal.api("GET", "/managers")["managers"][0]
        # So that the lists are not empty, whichever request comes first.
        for steps in ("new", "accept quote", "accept complete invoice"):
            self.ticket(steps)

    def firm(self, name):
        phone, email = reach("fr")
        return {"name": name, "contacts": [{"name": "Karim", "phone": phone, "email": email}]}

    def ticket(self, steps):
        body = {
            "source": "api", "kind": "quote" if steps.startswith("quote") else "order", "title": "Fuite",
            "description": "L’eau coule.", "category": "Plomberie", "priority": "normal",
            "site": {"externalId": "API-1", "name": "Les Lilas", "address": "Lyon"},
            "requester": {"name": "Odile Petit"}, "mainContact": {"name": "Odile Petit"},
            "notToExceed": {"amount": 20000, "currency": "EUR"}, "draft": steps == "draft",
        }
        if steps not in ("draft", "new"):
            body["offerTo"] = self.firm("Plomberie Martin")
        number = self.portal.api("POST", "/tickets", body)["number"]
        if steps in ("draft", "new", "offered"):
            return number
        for step in steps.split():
            if step == "approver":
                helen = {"name": "Helen Roux", "email": "helen@example.com"}
                self.portal.api("POST", f"/tickets/{number}/quote-approver", helen)
                continue
            # The quote is above the limit, the invoice below it.
            self.portal.steer("/step", {
                "organization": int(self.portal.organizations["fr"]), "ticket": number, "step": step,
                "amount": 30000 if step == "quote" else 15000})
        return number

    def number(self, request):
        if request not in self.tickets:
            states = BEFORE.get(request, ["accept"])
            self.tickets[request] = [self.ticket(states[index % len(states)]) for index in range(TICKETS)]
        return self.tickets[request][self.turns[request] % TICKETS]

    def lead(self, case, request):
        """Puts ids of real things where the made-up ones are as they should be."""
        self.ran.add(request)
        turn = self.turns[request] = self.turns.get(request, -1) + 1
        made_up = dict(case.path_parameters or {})
        if turn % 4 == 3 or any(not isinstance(value, str) or not re.fullmatch(r"[0-9-]+", value)
                                for value in made_up.values()):
            return
        real = {}
        if "number" in made_up:
            real["number"] = self.number(request)
        if "task" in made_up:
            tasks = self.portal.ticket(real["number"])["tasks"]
            real["task"] = next(each["id"] for each in tasks if each["kind"] != "answer")
        if "contractor" in made_up:
            real["contractor"] = self.contractor["id"]
        if "message" in made_up:
            real["message"] = self.portal.api("GET", "/messages?limit=1")["messages"][0]["id"]
        if "file" in made_up:
            real["file"] = self.file()
        case.path_parameters = made_up | real
        if request == "takeTicket" and isinstance(case.body, dict) and isinstance(case.body.get("manager"), str):
            case.body = case.body | {"manager": self.manager["email"]}

    def file(self):
        if "file" not in self.tickets:
            number = self.ticket("new")
            answer = requests.post(
                f"{self.portal.url}/api/v1/tickets/{number}/files", timeout=20, headers=self.headers,
                files={"files": ("plan.pdf", b"%PDF-1.4\n%%EOF\n")})
            assert answer.status_code == 200, answer.text
            self.tickets["file"] = answer.json()["attachments"][0]["id"]
        return self.tickets["file"]

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.portal.keys['fr']}"}


@pytest.fixture(scope="module")
def stage(portal):
    return Stage(portal)


def test_e16_no_key_is_refused_as_described(portal):
    # First and few: an address that tries too many wrong keys is slowed down (P16), and the requests below try some.
    for method, path in (("GET", "tickets"), ("POST", "tickets/2026-00001/asks"), ("PATCH", "contractors/1")):
        answer = requests.request(method, f"{portal.url}/api/v1/{path}", timeout=20)
        assert answer.status_code == 401, (method, path)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.json()["errors"][0]["key"] == "key.invalid"


@schema.parametrize()
@settings(max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_e16_d1_every_answer_is_as_described(case, portal, stage):
    request = case.operation.definition.raw["operationId"]
    stage.lead(case, request)
    response = case.call(base_url=portal.url, headers=stage.headers, timeout=20)
    if response.status_code < 300:
        stage.succeeded.add(request)
    case.validate_response(response, checks=CHECKS)


def test_e16_every_request_succeeded_at_least_once(stage):
    # Else what was held against the description were only refusals.
    assert stage.ran - stage.succeeded == set()


def test_e16_the_description_that_is_served_is_this_one(portal):
    assert portal.call("GET", "/api/openapi.json") == DESCRIPTION
