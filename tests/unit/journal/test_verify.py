"""What an auditor with nothing but the published lines can find."""

from shared.journal.port import Head
from shared.journal.record import NO_LEAF, leaf, make_record
from shared.journal.verify import Report, verify_chain
from tests.contract.journal_lines import tickets


def day() -> list[str]:
    return tickets(Head(), 20)


def fault(lines: list[str]) -> str:
    report = verify_chain(lines)
    assert report.fault is not None
    return report.fault


def test_an_honest_day_is_good_with_or_without_newlines() -> None:
    lines = day()
    assert verify_chain(lines) == verify_chain(f"{line}\n" for line in lines) == Report(20, leaf(lines[-1]), 1, None)


def test_an_empty_day_is_good() -> None:
    assert verify_chain([]) == Report(0, NO_LEAF, 0, None)


def test_a_changed_record_shows_at_the_next_link() -> None:
    lines = day()
    lines[9] = lines[9].replace("A009", "A999")
    report = verify_chain(lines)
    assert (report.seq, report.leaf) == (10, leaf(lines[9]))
    assert report.fault is not None
    assert report.fault.startswith("record 11: it follows ")
    assert "one of the two was changed" in report.fault


def test_records_left_out_doubled_or_swapped_are_named() -> None:
    lines = day()
    assert fault(lines[:4] + lines[5:]).startswith("record 5: its seq is 6: records are missing")
    assert fault(lines[:5] + lines[4:]).startswith("record 6: its seq is 5:")
    assert fault([*lines[:2], lines[3], lines[2]]).startswith("record 3: its seq is 4:")
    assert fault(lines[1:]).startswith("record 1: its seq is 2:")


def test_a_term_never_falls() -> None:
    first, digest = make_record(1, NO_LEAF, 3, 0, "hub", None, "leader", 1, {})
    second, _ = make_record(2, digest, 2, 0, "hub", None, "leader", 1, {})
    assert fault([first, second]) == "record 2: its term 2 is lower than 3 before it"


def test_another_spelling_of_the_same_record_is_not_canonical() -> None:
    line = day()[0]
    for other in (
        line.replace('":', '": ', 1),
        line.replace("企", "\\u4f01"),
        line.replace('"by":"kiosk-1",', "").replace('"prev"', '"by":"kiosk-1","prev"'),
        line.replace('"by":', '"by":"twice","by":'),
        line + " ",
    ):
        assert other != line
        assert fault([other]) == "record 1: its bytes are not canonical"


def test_nonsense_is_a_fault_and_not_a_crash() -> None:
    line = day()[0]
    for nonsense in ("", "{}", "\udcff", "[" * 100_000):
        assert fault([nonsense]).startswith("record 1: not a record")
    assert "data.name: 1.5 is a float" in fault([line.replace('"企业开办"', "1.5")])
    assert "beyond" in fault([line.replace('"企业开办"', "9" * 30)])
    deep = '"企业开办"', "[" * 20_000 + "]" * 20_000
    assert fault([line.replace(*deep)]).startswith("record 1: not a record")
