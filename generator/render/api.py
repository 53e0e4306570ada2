"""Open data as JSON: /api/v1/ in types of its own (`public`), so that a change within cannot change what others read.

Whom it names: data is made to be taken along and can not be called back, so it is held to the rule of what is shared,
not to that of the pages. Only who agreed both to be named and to be shared beyond the site is in it, with name, work
and honours; nobody's portrait, words or story. Everyone else stands in the collective of their unit, and where a
text of someone else's mentions them, the name is left out.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP
from decimal import Decimal as Number
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from generator import editorial, names, routes
from generator.bulletins import Bulletin, Honour, Total
from generator.editorial import HonouredPerson, PublishedInitiative, PublishedPhoto
from generator.model import Award, Milestone, Snapshot, Unit
from generator.progress import Aim, Crossing, Measured, Pace, Report, Standing, Unmeasured
from generator.render import datasets, public, words
from generator.render.items import Items
from generator.render.outputs import Output
from generator.render.portions import Ground, Portion
from generator.routes import Page
from generator.vietnamese import percent

PAGE = 500
"""Initiatives in a file: some 2.5 MB, told at length, and a tenth of that compressed."""

UNNAMED = "[không nêu tên]"
_MADE_FROM = ("data/campaign.yml", "data/units.csv", "data/progress.csv", "data/initiatives/", "data/people/")
_SIX_PLACES = Number("0.000001")

_OVER = "Chiến dịch đã kết thúc"
_NO_EARLIER = "Không có báo cáo trước đó của cùng những đơn vị"
_NO_VALID = "Chưa có số được công nhận"

AnyDocument = TypeVar("AnyDocument", bound=public.Document)


def api(items: Items, ground: Ground) -> Iterator[Portion]:
    """Every file below /api/v1/, and its schema."""
    return _Api(items).all(ground)


class _Api:
    """Fills the public types from a report."""

    def __init__(self, items: Items) -> None:
        self.items, self.report = items, items.report
        self.publication = items.report.publication
        self.charter = self.publication.charter

    def all(self, ground: Ground) -> Iterator[Portion]:
        """The files one after the other: none waits in memory for the next."""
        named = [(each.name, each.may_share) for each in self.publication.people]  # whose names are left out of texts
        told = sorted(self.publication.initiatives, key=lambda each: (each.published_on, each.id))
        leaves = [told[first : first + PAGE] for first in range(0, max(len(told), 1), PAGE)]
        counts = [len(told), len(self.named), len(self.items.bulletins)]
        yield ground.portion(self._file, "index", seen=(named, counts))
        for name in ("campaign", "progress", "history", "milestones"):
            yield ground.portion(self._file, name, seen=[named])
        for number, leaf in enumerate(leaves, start=1):
            yield ground.portion(self._leaf, number, len(leaves), len(told), leaf, seen=[named])
        written = [(each.id, [credit.person.id for credit in each.credits]) for each in told]
        yield ground.portion(self._file, "people", seen=(self.named, written, named))
        yield ground.portion(self._file, "bulletins", seen=(self.items.bulletins, named))
        yield ground.portion(self._schemas)

    def _file(self, name: str) -> Iterator[Output]:
        made: Mapping[str, Callable[[], public.Document]] = {
            "index": self.index,
            "campaign": self.campaign,
            "progress": self.progress,
            "history": self.history,
            "people": self.people,
            "milestones": self.milestones,
            "bulletins": self.bulletins,
        }
        yield self._output(name, made[name]())

    def _leaf(self, page: int, last: int, records: int, listed: Sequence[PublishedInitiative]) -> Iterator[Output]:
        document = self.initiatives(page, last, records, listed)
        yield self._output(f"initiatives/{page}" if page > 1 else "initiatives", document)

    def _schemas(self) -> Iterator[Output]:
        for name in public.DOCUMENTS:
            schema = {"$id": self._schema_url(name), **public.schema(name)}
            text = json.dumps(schema, ensure_ascii=False, indent=1)
            yield Output(path=f"{routes.API}/schemas/{name}.schema.json", content=f"{text}\n", made_from="generator/")

    # --- The files ---

    def index(self) -> public.Index:
        tally = self.publication.tally
        records = {
            "campaign": 1,
            "progress": len(self.report.standings),
            "history": sum(len(tally.reports(each)) for each in tally.units.values()),
            "initiatives": len(self.publication.initiatives),
            "people": len(self.named),
            "milestones": len(self.charter.milestones) + len(self.report.crossings),
            "bulletins": len(self.items.bulletins),
        }
        return self._document(
            public.Index,
            "index",
            name=self.charter.name,
            licence=public.Licence(name=self.charter.licence.name, url=self.charter.licence.url)
            if self.charter.licence
            else None,
            made_from=list(_MADE_FROM),
            files=[
                public.File(
                    name=f"{name}.json",
                    url=self._url(f"{routes.API}/{name}.json"),
                    schema_url=self._schema_url(name),
                    title=public.TITLES[name],
                    records=count,
                )
                for name, count in records.items()
            ],
            downloads=[
                public.Download(url=self._url(each.path), media_type=each.media_type, title=each.title)
                for each in (*datasets.FILES, *datasets.FEEDS)
            ],
        )

    def campaign(self) -> public.Campaign:
        charter = self.charter
        return self._document(
            public.Campaign,
            "campaign",
            name=charter.name,
            short_name=charter.short_name,
            url=self._url(routes.HOME),
            organiser=public.Organiser(
                name=charter.organiser.name, url=charter.organiser.url, email=charter.organiser.email
            ),
            period=public.Span(start=charter.period.start, end=charter.period.end),
            phases=[public.Phase(name=each.name, start=each.start, end=each.end) for each in charter.phases],
            days_left=self.report.days_left,
            is_over=self.report.is_over,
            target=charter.target,
            counting=charter.counting,
            low_percent=charter.thresholds.low_percent,
            stale_days=charter.thresholds.stale_days,
            fields=[
                public.SolutionField(
                    id=each.id, name=each.name, description=each.description, url=self._url(routes.field(each))
                )
                for each in charter.fields
            ],
            sectors=[
                public.Sector(
                    id=each.id, name=each.name, enterprise=each.enterprise, url=self._url(routes.sector(each))
                )
                for each in charter.sectors
            ],
            declared=[
                public.Declared(
                    date=each.date,
                    submitted=each.submitted,
                    valid=each.valid,
                    target=each.target,
                    percent=each.percent,
                    source=each.source,
                )
                for each in charter.declared
            ],
            hashtags=list(charter.hashtags),
        )

    def progress(self) -> public.Progress:
        report = self.report
        return self._document(
            public.Progress,
            "progress",
            total=public.Figures.model_validate(_figures(report.campaign, report)),
            expected_share=_decimal(report.expected_share),
            compared_on=report.compared_on,
            units=[self._unit(each, each.unit) for each in report.standings if each.unit],
            absent=[
                public.AbsentUnit(
                    id=unit.id,
                    name=unit.name,
                    valid_from=unit.valid_from,
                    valid_to=unit.valid_to,
                    successor=unit.successor,
                    url=self._url(routes.unit(unit)),
                )
                for unit in report.absent
            ],
        )

    def history(self) -> public.History:
        tally = self.publication.tally
        reports = [(each, unit) for unit in tally.units.values() for each in tally.reports(unit)]
        return self._document(
            public.History,
            "history",
            totals=[
                public.Total(
                    date=each.on,
                    submitted=each.submitted,
                    valid=each.valid,
                    counted=each.counted,
                    complete=each.complete,
                    illustrative_counts=list(words.made_up_counts(each, self.charter.counting)),
                    unknown={} if each.valid is not None else {"valid": "Có đơn vị chưa báo số được công nhận"},
                )
                for each in self.report.campaign.history
            ],
            reports=[
                public.Report(
                    date=each.date,
                    unit=each.unit,
                    submitted=each.submitted,
                    valid=each.valid,
                    note=each.note,
                    is_correction=each.is_correction,
                    illustrative=unit.illustrative,
                    source=_source(each),
                    unknown={} if each.valid is not None else {"valid": _NO_VALID},
                )
                for each, unit in sorted(reports, key=lambda pair: pair[0].date)
            ],
        )

    def initiatives(
        self, page: int, last: int, records: int, listed: Sequence[PublishedInitiative]
    ) -> public.Initiatives:
        """One of `last` pages of all `records`; there is one also when there are none."""
        return self._document(
            public.Initiatives,
            "initiatives",
            page=page,
            pages=last,
            records=records,
            next=self._leaf_url(page + 1) if page < last else None,
            previous=self._leaf_url(page - 1) if page > 1 else None,
            initiatives=[self._initiative(each) for each in listed],
        )

    def people(self) -> public.People:
        written: dict[str, list[str]] = defaultdict(list)
        for each in self.publication.initiatives:
            for credit in each.credits:
                written[credit.person.id].append(each.id)
        return self._document(
            public.People,
            "people",
            people=[
                public.Person(
                    id=each.id,
                    url=self._url(routes.person(each)),
                    name=each.name,
                    job=each.job,
                    unit=each.unit.id,
                    unit_name=each.unit.name,
                    awards=_awards(each.awards),
                    initiatives=sorted(written[each.id]),
                    illustrative=each.illustrative,
                )
                for each in self.named
            ],
        )

    def milestones(self) -> public.Milestones:
        return self._document(
            public.Milestones,
            "milestones",
            milestones=_milestones(self.charter.milestones),
            crossings=_crossings(self.report.crossings),
        )

    def bulletins(self) -> public.Bulletins:
        return self._document(
            public.Bulletins, "bulletins", bulletins=[self._bulletin(each) for each in self.items.bulletins]
        )

    # --- Their parts ---

    @cached_property
    def named(self) -> list[HonouredPerson]:
        """Who may be named wherever the data goes."""
        return [each for each in self.publication.people if each.may_share]

    def _without_names(self, text: str) -> str:
        """`text` without the names of who may be named on the site only, however and over whatever lines they are written."""
        quiet = (each.name for each in self.publication.people if not each.may_share)
        return names.without(text, quiet, (each.name for each in self.named), UNNAMED)

    def _document(self, kind: type[AnyDocument], name: str, /, **values: object) -> AnyDocument:
        return kind.model_validate(
            {
                "schema_": self._schema_url(name),
                "version": public.VERSION,
                "campaign": self.charter.id,
                "as_of": self.report.as_of if self.report.has_reports else None,
                "published_for": self.report.today,
                "documentation": self._url(routes.DATA),
                "notice": self.charter.illustrative,
                **values,
            }
        )

    def _output(self, name: str, document: public.Document) -> Output:
        text = self._without_names(document.model_dump_json(by_alias=True, indent=1))
        return Output(path=f"{routes.API}/{name}.json", content=f"{text}\n", made_from="data/")

    def _url(self, to: Page | str) -> str:
        return routes.absolute(self.charter.site_url, to)

    def _leaf_url(self, page: int) -> str:
        return self._url(f"{routes.API}/initiatives{f'/{page}' if page > 1 else ''}.json")

    def _schema_url(self, name: str) -> str:
        return self._url(f"{routes.API}/schemas/{name}.schema.json")

    def _unit(self, standing: Standing, unit: Unit) -> public.Unit:
        reason = words.band(standing)
        ranks = {
            "rank_by_share": (standing.rank_by_share, reason),
            "rank_by_count": (standing.rank_by_count, reason),
        }
        return public.Unit.model_validate(
            {
                "id": unit.id,
                "name": unit.name,
                "short_name": unit.short_name,
                "kind": unit.kind,
                "parent": unit.parent,
                "depth": standing.depth,
                "url": self._url(routes.unit(unit)),
                "illustrative": unit.illustrative,
                **_figures(standing, self.report, ranks),
            }
        )

    def _initiative(self, each: PublishedInitiative) -> public.Initiative:
        return public.Initiative(
            id=each.id,
            url=self._url(routes.initiative(each)),
            title=each.title,
            summary=each.summary,
            byline=words.byline(each, shared=True),
            unit=each.unit.id,
            unit_name=each.unit.name,
            field=each.field.id if each.field else None,
            sector=each.sector.id if each.sector else None,
            featured=each.featured,
            published_on=each.published_on,
            awards=_awards(each.awards),
            content=self._content(each, each.disclosed) if each.disclosed else None,
            illustrative=each.illustrative,
        )

    def _content(self, each: PublishedInitiative, told: editorial.Disclosed) -> public.Content:
        benefit, recognition = told.benefit, told.recognition
        return public.Content(
            authors=[
                public.Author(
                    person=credit.person.id,
                    name=credit.person.name,
                    share_percent=credit.share_percent,
                    role=credit.role,
                )
                for credit in each.credits
                if credit.person.may_share
            ],
            problem=told.problem,
            solution=told.solution,
            novelty=told.novelty,
            applicability=told.applicability,
            economic_effect=told.effects.economic,
            social_effect=told.effects.social,
            applied_from=told.applied_from,
            benefit=public.Benefit(
                vnd_per_year=benefit.vnd_per_year,
                calculation=benefit.calculation,
                status=benefit.status,
                verified_by=benefit.verified_by,
            )
            if benefit
            else None,
            recognition=public.Recognition(
                level=recognition.level, body=recognition.body, decision=recognition.decision, date=recognition.date
            )
            if recognition
            else None,
            photos=[self._photo(photo) for photo in told.photos],
            portal_code=told.portal_code,
        )

    def _photo(self, photo: PublishedPhoto) -> public.Photo:
        path, width_px, height_px = routes.photo_files(photo)[0]
        return public.Photo.model_validate(
            {
                "url": self._url(path),
                "width_px": width_px,
                "height_px": height_px,
                "kind": photo.kind,
                "alt": photo.alt,
                "caption": photo.caption,
                "credit": photo.credit,
            }
        )

    def _bulletin(self, each: Bulletin) -> public.Bulletin:
        known: Known = {
            "before": (_period_total(each.before), "Không có báo cáo nào trước kỳ"),
            "after": (_period_total(each.after), "Không có báo cáo nào trong kỳ"),
            "gained": (each.gained, "Thiếu tổng đầy đủ ở một đầu kỳ để so sánh"),
        }
        return public.Bulletin.model_validate(
            {
                "id": each.period.id,
                "url": self._url(routes.bulletin(each.period)),
                "title": words.bulletin_title(each),
                "kind": each.period.kind,
                "period": public.Span(start=each.period.start, end=each.period.end),
                "is_running": each.is_running,
                "gains": [
                    public.UnitGain(
                        unit=gain.unit.id,
                        unit_name=gain.unit.name,
                        since=gain.since,
                        until=gain.until,
                        gained=gain.gained,
                        illustrative=gain.unit.illustrative,
                    )
                    for gain in each.gains
                ],
                "crossings": _crossings(each.crossings),
                "initiatives": [one.id for one in each.initiatives],
                "verified_benefits": [one.id for one in each.benefits],
                "honours": list(_honours(each.honours)),
                "milestones": _milestones(each.milestones),
                **_told(known),
            }
        )


Known = Mapping[str, tuple[object, str]]
"""What may be unknown: by the name of the field its value, or None, and the reason why it would be."""


def _told(known: Known) -> dict[str, object]:
    """The fields, and `unknown` with the reasons for those that are null."""
    return {
        **{name: value for name, (value, _reason) in known.items()},
        "unknown": {name: reason for name, (value, reason) in known.items() if value is None},
    }


def _figures(standing: Standing, report: Report, ranks: Known | None = None) -> dict[str, object]:
    """The fields of `public.Figures`, and `ranks`. Once the campaign is over its pace, and a band by it, say nothing."""
    told, aim = standing.progress, standing.aim
    measured = told if isinstance(told, Measured) else None
    status = words.band(standing)
    silent = status if isinstance(told, Unmeasured) else "Không có trong báo cáo"
    known: Known = {
        "target": (standing.target, "Chưa giao chỉ tiêu"),
        "submitted": (told.submitted, silent),
        "valid": (measured and measured.valid, _NO_VALID if told.submitted is not None else silent),
        "counted": (measured and measured.counted, silent),
        "share": (_share(aim) if aim else None, status),
        "missing": (aim and aim.missing, status),
        "surplus": (aim and aim.surplus, status),
        "needed_per_month": (aim and aim.needed_per_month, _OVER if aim else status),
        "band": (
            aim.band.value if aim and not (report.is_over and aim.missing) else None,
            f"{_OVER}: {status[0].lower()}{status[1:]}" if aim else status,
        ),
        "projected_on": (aim and aim.projected_on, _no_projection(standing, report)),
        "change": (_gain(measured.change) if measured else None, _NO_EARLIER if measured else silent),
        "pace": (
            _gain(measured.pace) if measured and not report.is_over else None,
            silent if not measured else _OVER if report.is_over else _NO_EARLIER,
        ),
        "reported_on": (told.reported_on, silent),
        "oldest_report": (measured and measured.oldest_report, silent),
        "stale": (measured and measured.stale, silent),
        "reporting": (measured and measured.reporting, silent),
        "members": (measured and measured.members, silent),
        **(ranks or {}),
    }
    made_up = words.made_up_counts(measured, report.publication.charter.counting) if measured else ()
    return {
        "status": status,
        "sources": [_source(row) for row in measured.rows] if measured else [],
        "illustrative_counts": list(made_up),
        **_told(known),
    }


def _no_projection(standing: Standing, report: Report) -> str:
    """Why no day can be named on which the target would be met."""
    if standing.aim is None:
        return words.band(standing)
    if not standing.aim.missing:
        return "Đã đạt chỉ tiêu"
    if report.is_over:
        return _OVER
    has_pace = isinstance(standing.progress, Measured) and standing.progress.pace
    return "Nhịp gần đây không cho ra ngày nào" if has_pace else _NO_EARLIER


def _share(aim: Aim) -> public.Share:
    return public.Share(
        fraction=f"{aim.share.numerator}/{aim.share.denominator}",
        decimal=_decimal(aim.share),
        percent=percent(aim.share),
    )


def _gain(pace: Pace | None) -> public.Gain | None:
    if pace is None:
        return None
    return public.Gain(since=pace.since, until=pace.until, gained=pace.gained, per_30_days=_decimal(pace.per_month))


def _decimal(value: Fraction) -> str:
    """Six places, rounded half away from zero: no float on the way."""
    return str((Number(value.numerator) / value.denominator).quantize(_SIX_PLACES, ROUND_HALF_UP))


def _source(row: Snapshot) -> public.Source:
    return public.Source(file=row.origin.path, line=row.origin.line, unit=row.unit, date=row.date)


def _awards(awards: Iterable[Award]) -> list[public.Award]:
    return [public.Award(title=each.title, body=each.body, decision=each.decision, date=each.date) for each in awards]


def _milestones(milestones: Iterable[Milestone]) -> list[public.Milestone]:
    return [
        public.Milestone(
            date=each.at,
            time=each.time,
            title=each.title,
            source=each.source,
            illustrative="minh họa" in each.source.lower(),
        )
        for each in milestones
    ]


def _crossings(crossings: Iterable[Crossing]) -> list[public.Crossing]:
    return [
        public.Crossing.model_validate(
            {
                "date": each.on,
                "unit": each.unit.id,
                "unit_name": each.unit.name,
                "percent": each.percent,
                "illustrative": each.unit.illustrative,
            }
        )
        for each in crossings
    ]


def _period_total(total: Total | None) -> public.PeriodTotal | None:
    return public.PeriodTotal(date=total.on, counted=total.counted, complete=total.complete) if total else None


def _honours(honours: Iterable[Honour]) -> Iterator[public.Honour]:
    """The honours of initiatives, and of people who may be named wherever the data goes."""
    for each in honours:
        (award,) = _awards([each.award])
        if isinstance(each.to, PublishedInitiative):
            yield public.Honour(award=award, initiative=each.to.id, person=None)
        elif each.to.may_share:
            yield public.Honour(award=award, initiative=None, person=each.to.id)
