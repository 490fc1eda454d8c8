"""``fairhall voice``: what to record for a voice pack, and the import of recordings into a display."""

import argparse
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from hardware.voice.pack import LANGUAGES, PACK, read_pack
from hardware.voice.phrases import Wording
from hardware.voice.recording import Take, missing, takes
from shared.hall.config import HallConfig
from shared.hub.hallfile.load import load
from shared.settings import data_directory
from shared.toml import TomlError

MISSING_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The commands of ``fairhall voice``."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser("record-list", help="which clips to record: the file, and the words to say")
    listing.set_defaults(action=_list)
    taking = commands.add_parser("import", help="check recordings and take them into a display")
    taking.set_defaults(action=_import)
    taking.add_argument("folder", type=Path, metavar="DIR", help="the recordings, as DIR/zh/*.wav and DIR/en/*.wav")
    taking.add_argument(
        "--data",
        type=Path,
        default=data_directory("display"),
        metavar="DIR",
        help="the display's directory (%(default)s)",
    )
    for part in (listing, taking):
        part.add_argument("--hall", type=Path, metavar="FILE", help="hall.toml: its own words, letters and languages")


def run(args: argparse.Namespace) -> int:
    """0 done; 1 refused, with a sentence a line on stderr."""
    try:
        wanted = wanted_takes(load(args.hall) if args.hall else None)
        return int(args.action(args, wanted))
    except (TomlError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def wanted_takes(hall: HallConfig | None) -> list[Take]:
    """The clips that this hall's calls need; without a hall those of the usual words, with every letter."""
    if hall is None:
        return takes([Wording(LANGUAGES)])
    spoken = [hall.call_words(service.id) for service in hall.services]
    letters = "".join(each.letter for each in hall.groups) + "".join(each.label for each in hall.counters)
    return takes(
        (Wording(hall.voice.languages, words.zh, words.en, hall.voice.yao) for words in dict.fromkeys(spoken)),
        "".join(sorted({sign for sign in letters if sign.isalpha()})),
    )


def _list(args: argparse.Namespace, wanted: list[Take]) -> int:
    sys.stdout.write("# One clip a file: WAV, one channel, 16 bits, all of one rate. No pause before and after.\n")
    sys.stdout.writelines(f"{take.file}\t{take.words}\n" for take in wanted)
    return 0


def _import(args: argparse.Namespace, wanted: list[Take]) -> int:
    pack = read_pack(args.folder)
    found = {language: len(clips) for language, clips in pack.clips.items()}
    if pack.flaws or not any(found.values()):
        nothing = f"{args.folder} holds no zh/*.wav and no en/*.wav: name the clips as fairhall voice record-list says"
        sys.stderr.writelines(f"{flaw}\n" for flaw in pack.flaws or [nothing])
        return 1
    target = args.data / PACK
    _replace(target, args.folder)
    sys.stdout.write(f"Took {found['zh']} Chinese and {found['en']} English clips into {target}.\n")
    sys.stdout.writelines(_lacking(missing(pack, wanted)))
    sys.stdout.write("Start the display again to hear them.\n")
    return 0


def _lacking(lacks: list[Take]) -> Iterable[str]:
    if lacks:
        yield f"{len(lacks)} clips are missing; a call that needs one is spoken by espeak-ng or the system:\n"
        yield from (f"  {take.file}\t{take.words}\n" for take in lacks[:MISSING_SHOWN])
        if len(lacks) > MISSING_SHOWN:
            yield f"  … and {len(lacks) - MISSING_SHOWN} more: fairhall voice record-list\n"


def _replace(target: Path, source: Path) -> None:
    """The whole new pack or the old one, never half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(dir=target.parent, prefix=f"{target.name}-"))
    try:
        for language in LANGUAGES:
            (new / language).mkdir()
            for clip in source.glob(f"{language}/*.[wW][aA][vV]"):
                shutil.copyfile(clip, new / language / clip.name)
        new.chmod(0o755)
        old = Path(mkdtemp(dir=target.parent, prefix=f"{target.name}-old-"))
        if target.exists():
            target.replace(old / target.name)
        new.replace(target)
        shutil.rmtree(old)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        raise
