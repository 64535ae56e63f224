from bot.playground.slack.faults import Fault, Faults


def test_a_fault_comes_as_often_as_it_was_ordered():
    faults = Faults()
    faults.add("m", Fault(error="a", times=2))
    faults.add("m", Fault(error="b"))
    met = [faults.take("m") for _ in range(4)]
    assert [fault and fault.error for fault in met] == ["a", "a", "b", None]


def test_a_star_meets_every_method_after_its_own_faults():
    faults = Faults()
    faults.add("*", Fault(error="any"))
    faults.add("m", Fault(error="own"))
    assert [faults.take("m").error, faults.take("n").error, faults.take("n")] == [
        "own",
        "any",
        None,
    ]
    faults.add("*", Fault())
    faults.clear()
    assert faults.take("m") is None


def test_a_fault_may_wait_for_an_argument():
    faults = Faults()
    faults.add("m", Fault(error="with", having="blocks", times=2))
    faults.add("m", Fault(error="any"))
    met = [faults.take("m", words) for words in ({"text"}, {"blocks"}, {"text"}, {"blocks", "ts"})]
    assert [fault and fault.error for fault in met] == ["any", "with", None, "with"]
