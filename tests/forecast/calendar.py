# SPDX-License-Identifier: MIT
"""The calendar of `fisc forecast`, opened by other programs.

calendar.py FISC ROOT: what is printed as JSON is valid by its schema, and what
is printed as iCalendar is read back by python3-icalendar, and by python3-vobject
where that is there, as the same days with the same rows. Without the first, or
without jsonschema, skipped (77).
"""

import datetime
import json
import pathlib
import subprocess
import sys

SKIPPED = 77
SYSTEMS = ["internet-banking.json", "card-mixed.xml", "core-banking.json"]


def run(fisc, root, policy, system, *options):
    done = subprocess.run(
        [fisc, "forecast", "-p", root / "policies" / policy,
         "--as-of=2026-06-30", *options,
         root / "policies/fisc8/examples" / system],
        stdout=subprocess.PIPE, check=False)
    assert done.returncode in (0, 2), done.returncode
    return done.stdout


def held(claim, what):
    if not claim:
        raise SystemExit(f"FAIL: {what}")


def hold_event(event, foreseen, language):
    """One VEVENT of python3-icalendar against an event of the JSON."""
    day = datetime.date.fromisoformat(foreseen["date"])
    held(event["DTSTART"].dt == day, f"{day}: DTSTART")
    held(event["DTEND"].dt == day + datetime.timedelta(1), f"{day}: DTEND")
    stamp = event["DTSTAMP"].dt.replace(tzinfo=None)
    held(stamp == datetime.datetime(2026, 6, 30), f"{day}: DTSTAMP {stamp}")
    text = str(event["DESCRIPTION"]).splitlines()
    for change in foreseen["changes"]:
        held(change["key"] in text, f"{day}: no {change['key']}")
        for cause in change["causes"]:
            name = cause["id"] or cause["path"]
            held(any(name in line for line in text), f"{day}: no {name}")
    held("適合" in "".join(text) or language == "en" or
         "不" in "".join(text), f"{day}: not in Japanese")
    alarms = event.walk("VALARM")
    held(len(alarms) == 1, f"{day}: {len(alarms)} alarms")
    held(alarms[0]["TRIGGER"].dt == datetime.timedelta(-30),
         f"{day}: TRIGGER")
    return str(event["UID"])


def hold_calendar(icalendar, data, foreseen, language):
    calendar = icalendar.Calendar.from_ical(data)
    held(str(calendar["VERSION"]) == "2.0", "VERSION")
    events = calendar.walk("VEVENT")
    held(len(events) == len(foreseen["events"]), "as many events")
    held(not calendar.errors, f"{calendar.errors}")
    uids = [hold_event(event, wanted, language)
            for event, wanted in zip(events, foreseen["events"])]
    held(len(set(uids)) == len(uids), "a UID each")


def hold_second(vobject, data, foreseen):
    """Another reader sees the same days and texts."""
    calendar = vobject.readOne(data.decode())
    events = calendar.contents.get("vevent", [])
    held(len(events) == len(foreseen["events"]), "vobject: as many events")
    for event, wanted in zip(events, foreseen["events"]):
        held(event.dtstart.value.isoformat() == wanted["date"],
             f"vobject: {wanted['date']}")
        for change in wanted["changes"]:
            held(change["key"] in event.description.value,
                 f"vobject: {change['key']}")
    calendar.validate(raiseException=True)


def main(fisc, root):
    try:
        import icalendar
        import jsonschema
    except ImportError as missing:
        print(f"skipped: {missing}")
        return SKIPPED
    try:
        import vobject
    except ImportError:
        vobject = None
        print("skipped: a second reader (python3-vobject is not there)")
    schema = json.loads(
        (root / "doc/schema/libfisc-forecast.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    events = 0
    for policy in ("fisc8", "example-bank"):
        for system in SYSTEMS:
            foreseen = json.loads(run(fisc, root, policy, system, "-f", "json"))
            validator.validate(foreseen)
            events += len(foreseen["events"])
            for language in ("ja", "en"):
                data = run(fisc, root, policy, system, "-f", "ical",
                           "--alarm=30d", f"--lang={language}")
                hold_calendar(icalendar, data, foreseen, language)
                if vobject:
                    hold_second(vobject, data, foreseen)
    held(events > 20, f"only {events} events")
    broken = dict(foreseen, events=[{"date": "2026-07-01", "changes": []}])
    held(not validator.is_valid(broken), "the schema notices what is wrong")
    print(f"{events} events")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
