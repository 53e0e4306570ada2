"""Problems read as editors' lines, each once, in the order in which files are read."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from generator.problems import DataRefused, Failure, Location, Problem, Rule, in_order


def problem(path: str = "data/a.yml", line: int = 1, column: int = 1, rule: Rule = Rule.DATE) -> Problem:
    return Problem(at=Location(path, line, column), rule=rule, message="Sai.", hint="Sửa.")


problems = st.builds(
    problem,
    path=st.sampled_from(["content/a.md", "data/a.yml", "data/b.csv"]),
    line=st.integers(1, 12),
    column=st.integers(1, 12),
    rule=st.sampled_from(list(Rule)),
)


def test_a_problem_reads_as_place_rule_and_message() -> None:
    assert str(problem("data/units.csv", 12, 3)) == "data/units.csv:12:3: [sai-ngay] Sai."


def test_a_location_without_line_is_the_whole_file() -> None:
    assert str(Location("data/photos/a.jpg")) == "data/photos/a.jpg:1:1"


def test_lines_and_columns_sort_as_numbers() -> None:
    second, tenth = problem(line=2, column=10), problem(line=10, column=1)
    ninth = problem(line=2, column=9)
    assert in_order([tenth, second, ninth]) == (ninth, second, tenth)


@given(st.lists(problems), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_discovery(found: list[Problem], random: Random) -> None:
    shuffled = random.sample(found, len(found))
    assert in_order(shuffled) == in_order(found)


@given(st.lists(problems))
def test_every_problem_is_told_once(found: list[Problem]) -> None:
    told = in_order([*found, *found])
    assert len(told) == len(set(told))
    assert set(told) == set(found)
    places = [each.at for each in told]
    assert places == sorted(places)


def test_every_rule_has_a_slug_of_its_own() -> None:
    assert all(rule.value.replace("-", "").isalpha() and rule.value.isascii() for rule in Rule)
    assert len({rule.value for rule in Rule}) == len(list(Rule))


def test_a_refusal_counts_its_problems_once_and_sorts_them() -> None:
    refused = DataRefused([problem(line=2), problem(line=1), problem(line=2)])
    assert isinstance(refused, Failure)
    assert str(refused) == "Dữ liệu có 2 lỗi."
    assert [each.at.line for each in refused.problems] == [1, 2]
