# SPDX-License-Identifier: MIT
"""A bank's own policy: facts, clauses and checks of its own, in memory.

    python3 bank_policy.py

The check is Lua: requirements where a tree says it, a function where it can't.
"""

from __future__ import annotations

import fisc

VOCABULARY = """\
<vocabulary xmlns="urn:libfisc:vocabulary:1" id="bank" version="1">
  <fact path="branches" type="list">
    <meaning xml:lang="ja">支店</meaning>
    <meaning xml:lang="en">branches</meaning>
    <question xml:lang="ja">どの支店がありますか？</question>
    <question xml:lang="en">Which branches are there?</question>
  </fact>
  <fact path="branches[].vault_checked" type="date">
    <meaning xml:lang="ja">金庫を検査した日</meaning>
    <meaning xml:lang="en">day on which the vault was inspected</meaning>
    <question xml:lang="ja">金庫はいつ検査しましたか？</question>
    <question xml:lang="en">When was the vault inspected?</question>
  </fact>
  <fact path="branches[].staff" type="integer">
    <meaning xml:lang="ja">職員の数</meaning>
    <meaning xml:lang="en">number of staff</meaning>
    <question xml:lang="ja">職員は何人ですか？</question>
    <question xml:lang="en">How many members of staff are there?</question>
  </fact>
</vocabulary>
"""

CATALOG = """\
<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0"
         uuid="6f3a7d2e-9a0c-4f5b-8f6e-2b1c7d9e4a10">
  <metadata>
    <title>支店規程</title>
    <last-modified>2026-04-01T00:00:00+09:00</last-modified>
    <version>1</version>
    <oscal-version>1.1.2</oscal-version>
    <prop name="language" ns="urn:libfisc:oscal:1" value="ja"/>
    <prop name="title-en" ns="urn:libfisc:oscal:1" value="branch rules"/>
  </metadata>
  <control id="bank.b1">
    <title>金庫</title>
    <prop name="title-en" ns="urn:libfisc:oscal:1" value="vaults"/>
    <prop name="label" value="支1"/>
    <part name="statement" id="bank.b1_smt">
      <part name="item" id="bank.b1.checked.customer">
        <prop name="bearer" ns="urn:libfisc:oscal:1" value="customer"/>
        <prop name="title" ns="urn:libfisc:oscal:1" value="検査"/>
        <prop name="title-en" ns="urn:libfisc:oscal:1" value="inspection"/>
        <prop name="text-en" ns="urn:libfisc:oscal:1"
              value="Each vault is inspected once a year."/>
        <p>金庫は年に一度検査する。</p>
      </part>
      <part name="item" id="bank.b1.staffed.customer">
        <prop name="bearer" ns="urn:libfisc:oscal:1" value="customer"/>
        <prop name="title" ns="urn:libfisc:oscal:1" value="人員"/>
        <prop name="title-en" ns="urn:libfisc:oscal:1" value="staff"/>
        <prop name="text-en" ns="urn:libfisc:oscal:1"
              value="Most branches have two members of staff or more."/>
        <p>過半の支店に職員を二人以上置く。</p>
      </part>
    </part>
  </control>
</catalog>
"""

CHECKS = """\
check "bank.b1.checked.customer" {
  each "branches" { within(".vault_checked", "1y") },
}

check "bank.b1.staffed.customer" (function (ctx)
  local all = ctx.count("branches", function (b) return true end)
  local staffed = ctx.count("branches", function (b) return b.staff >= 2 end)
  if staffed * 2 > all then return true end
  return ctx.fail {
    ja = "二人以上いるのは " .. all .. " 店のうち " .. staffed .. " 店である。",
    en = "Of " .. all .. " branches, " .. staffed .. " have two or more.",
    staffed = staffed,
  }
end)
"""


def bank_policy() -> fisc.Policy:
    """Loads the three; none of them is a file."""
    return fisc.Policy(fisc.Source("vocabulary.xml", VOCABULARY),
                       fisc.Source("catalog.xml", CATALOG),
                       fisc.Source("branches.lua", CHECKS))


def main() -> None:
    branches = fisc.System({
        "id": "branches",
        "parties": [{"id": "bank", "name": "みなと銀行",
                     "roles": ["customer"]}],
        "branches": [
            {"id": "honten", "vault_checked": "2026-05-01", "staff": 8},
            {"id": "eki", "vault_checked": "2024-05-01", "staff": 1},
            {"id": "kita", "vault_checked": "2026-02-01", "staff": 1},
        ],
    })
    policy = bank_policy()
    report = policy.evaluate(branches, "2026-06-30")
    for row in report:
        why = row.explain()
        print(f"{row.key}: {row.result} {why.message.en}".rstrip())
        for fact in why.facts:
            print(f"  {fact.path} = {fact.value} {fact.wanted}".rstrip())
    plan = policy.evaluator().plan(report)
    for change in plan.rows[0].sets[0].changes:
        print(f"to do: {change.path} {change.kind} {change.to}")


if __name__ == "__main__":
    main()
