"""The commands as a contributor types them: what is printed, and the exit code."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator import cli
from tests.worlds import ROOT, TOY, World


@pytest.fixture
def in_world(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The commands work on the toy world in the current folder."""
    monkeypatch.setattr(cli, "ROOT", Path.cwd())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")  # 23 November 2026
    return world


def kb(*arguments: str) -> Result:
    """Runs `kb` with these arguments."""
    return CliRunner().invoke(cli.main, arguments, prog_name="kb", catch_exceptions=False)


def test_clean_content_is_counted_and_exits_with_0(in_world: World) -> None:
    result = kb("check")
    assert (result.exit_code, result.output) == (
        0,
        "4 companies, 6 cuts, 3 suppliers and 1 indicator, with 64 claims from 30 sources; no problems.\n",
    )


def test_problems_are_printed_with_their_places_and_exit_with_1(in_world: World) -> None:
    in_world.write("content/cuts/acme-2025-06.yaml", "company: acme\nknd: layoff\n")
    result = kb("check", "content/cuts/acme-2025-06.yaml")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "content/cuts/acme-2025-06.yaml:1:1: A cut needs 'announced'. Add it: When it became public.",
        "content/cuts/acme-2025-06.yaml:1:1: A cut needs 'sources'. Add it: The sources of this record, each under a "
        "short name that claims cite.",
        "content/cuts/acme-2025-06.yaml:1:1: A cut needs 'summary'. Add it: Two or three sentences of your own.",
        "content/cuts/acme-2025-06.yaml:2:1: 'knd' is not a field of a cut. Did you mean 'kind'?",
    ]
    assert result.stderr == "4 problems.\n"


def test_with_paths_only_their_problems_are_printed(in_world: World) -> None:
    in_world.write("content/cuts/acme-2025-06.yaml", "company: acme\n")
    assert kb("check", "content/companies").exit_code == 0
    assert kb("check", "content").exit_code == 1


def test_a_path_that_is_not_there_is_wrong_use_and_exits_with_2(in_world: World) -> None:
    result = kb("check", "content/cuts/acme-2052.yaml")
    assert result.exit_code == 2
    assert "There is no file or folder 'content/cuts/acme-2052.yaml'." in result.output


def test_problems_can_be_read_by_programs(in_world: World) -> None:
    in_world.write("content/cuts/acme-2025-06.yaml", "- a list\n")
    result = kb("check", "--format", "json", "content/cuts/acme-2025-06.yaml")
    assert (result.exit_code, json.loads(result.output)) == (
        1,
        [
            {
                "file": "content/cuts/acme-2025-06.yaml",
                "line": 1,
                "column": 1,
                "fact": "This file is a list.",
                "advice": "A record is a list of 'field: value' lines.",
            }
        ],
    )


def test_problems_become_annotations_that_a_record_cannot_forge(in_world: World) -> None:
    in_world.write("content/cuts/acme-2025-06.yaml", 'kind: "50% off\\n::warning::forged"\n')
    result = kb("check", "--format", "github", "content/cuts/acme-2025-06.yaml")
    line = next(line for line in result.output.splitlines() if "forged" in line)
    assert line == (
        "::error file=content/cuts/acme-2025-06.yaml,line=1,col=7::"
        "'50%25 off\\n::warning::forged' is not a kind of cut. "
        "Use one of: attrition, contractors, hiring-freeze, layoff, voluntary-exit."
    )


def test_a_file_that_cannot_be_read_is_one_problem_more(in_world: World) -> None:
    in_world.write("content/cuts/acme-2025-06.yaml", b"company: \xff\n")
    assert kb("check", "content/cuts").output.splitlines()[0] == (
        "content/cuts/acme-2025-06.yaml:1:10: This file is not UTF-8. Save it again with the encoding UTF-8."
    )


def test_the_whole_ledger_can_be_dumped_as_json(in_world: World) -> None:
    document = json.loads(kb("dump").output)
    cut = next(cut for cut in document["cuts"] if cut["id"] == "acme-2026-01")
    assert cut["ai_link"] == {"grade": "disputed", "mechanism": "automation"}
    assert cut["roles_range"] == {"lowest": "950", "highest": "1600"}
    assert document["totals"]["roles_cut_with_ai_link"]["loose"] == "2400"
    assert document["companies"][0]["claims"][4] == {
        "metric": "capex",
        "state": "live",
        "value": {"amount": "2100000000", "unit": "USD"},
        "source": "annual",
        "period": "FY2024",
        "basis": "actual",
    } | {"state": "headline"}


def test_the_schemas_are_written_whatever_the_content(in_world: World) -> None:
    in_world.write("content/cuts/acme-2025-06.yaml", "company: acme\n")
    assert kb("schemas").output == "Wrote 4 of 4 schemas.\n"
    assert kb("schemas").output == "Wrote 0 of 4 schemas.\n"


def test_problems_leave_the_last_site_as_it_is(in_world: World) -> None:
    in_world.write("content/cuts/acme-2025-06.yaml", "company: acme\n")
    in_world.write("site/index.html", "the last site")
    in_world.write("site/fingerprint.txt", "")
    assert kb("build").exit_code == 1
    assert Path("site/index.html").read_text() == "the last site"
    assert not Path("build").exists()


def test_a_folder_that_holds_other_things_is_not_replaced_by_the_site(in_world: World) -> None:
    in_world.write("mine/letter.txt", "dear")
    for folder, reason in (
        ("mine", "'mine' holds something other than a site that was built before, and would be replaced."),
        (".", "'.' holds something other than a site that was built before, and would be replaced."),
        ("content/site", "'content/site' is in content/, where the records are."),
    ):
        result = kb("build", "--site", folder)
        assert (result.exit_code, reason in result.output) == (2, True), result.output
    assert Path("mine/letter.txt").read_text() == "dear"


def test_a_site_that_cannot_stand_where_it_should_is_one_line(in_world: World) -> None:
    in_world.write("file", "text")
    in_world.write("site_config/assets/tokens.css", (ROOT / "site_config/assets/tokens.css").read_bytes())
    in_world.write("few/companies/dunmore.yaml", (TOY / "companies/dunmore.yaml").read_bytes())
    result = kb("build", "--content", "few", "--site", "file/site")
    assert (result.exit_code, result.stderr) == (1, f"{Path.cwd()}/file cannot be used: File exists.\n")


def test_a_path_outside_of_the_content_is_wrong_use(in_world: World) -> None:
    in_world.write("README.md", "text")
    result = kb("check", "README.md")
    assert (result.exit_code, "'README.md' is not in content/, where the records are." in result.output) == (2, True)
    assert kb("check", ".").exit_code == 0


def test_a_folder_that_is_not_there_or_is_a_file_is_wrong_use(in_world: World) -> None:
    file = in_world.write("file", "text")
    for command in ("check", "build", "serve", "dump"):
        for folder in ("nowhere", str(file)):
            assert kb(command, "--content", folder).exit_code == 2


def test_a_folder_without_records_is_one_problem_that_names_the_right_one(in_world: World) -> None:
    assert kb("check", "--content", ".").stdout == (
        ".: There are no companies, cuts, suppliers or indicators here. Name content.\n"
    )


@pytest.mark.parametrize("seconds", ["yesterday", "9" * 20])
def test_a_time_that_is_none_is_wrong_use(seconds: str, in_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    result = kb("check")
    assert result.exit_code == 2
    assert f"SOURCE_DATE_EPOCH is '{seconds}', which is not a time. Write the seconds since 1970," in result.output


def test_the_address_of_the_site_is_a_whole_one(in_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SITE_URL", "javascript:alert(1)")
    assert kb("check").stdout == (
        f"{Path.cwd()}/site_config/settings.yaml: 'javascript:alert(1)' is not the address of a site. "
        "Write it in full, like https://example.org/ledger/, here or in KB_SITE_URL.\n"
    )


def commands() -> list[click.Command]:
    """Every command, the group itself included."""
    return [cli.main, *cli.main.commands.values()]


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
def test_every_command_and_option_is_explained_by_its_help(command: click.Command) -> None:
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{command.name} {parameter.opts}"
        else:
            assert parameter.human_readable_name.upper().removesuffix("...") in command.help


def test_the_readme_names_every_command() -> None:
    readme = (Path(cli.__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert [f"`kb {name}`" for name in cli.main.commands if f"`kb {name}`" not in readme] == []
