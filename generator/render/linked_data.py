"""Schema.org descriptions of what pages are about, for search engines: plain values, made from the gate's output.

Every value here is also said on the page. *Source* of types and properties: schema.org, release 29.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator import lengths, routes
from generator.bulletins import Bulletin
from generator.editorial import HonouredPerson, PublishedInitiative, PublishedPhoto
from generator.model import Charter, Unit
from generator.progress import Report
from generator.render import datasets
from generator.routes import Page

Thing = Mapping[str, Any]
"""A node of schema.org's graph."""

_TITLE_LONGEST = (
    110  # characters of a headline that are shown, as `lengths` counts them. Source: Google Search Central, "Article"
)


def document(charter: Charter, things: Sequence[Thing]) -> str:
    """The nodes as JSON that can stand in a `<script>`: no character of it means anything to HTML.

    The organiser, to whom nodes refer, stands first.
    """
    graph = {"@context": "https://schema.org", "@graph": [_organiser(charter), *things]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    escapes = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
    return text.translate(escapes)


def website(charter: Charter) -> Thing:
    """The site as a whole, with its search."""
    return {
        "@type": "WebSite",
        "@id": _id(charter, "website"),
        "name": charter.short_name,
        "alternateName": charter.name,
        "url": routes.absolute(charter.site_url, routes.HOME),
        "inLanguage": "vi",
        "publisher": _organiser_of(charter),
        "potentialAction": {
            "@type": "SearchAction",
            "target": routes.absolute(charter.site_url, routes.SEARCH) + "?q={search_term_string}",
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(charter: Charter, trail: Sequence[tuple[str, Page]]) -> Thing:
    """The way from the home page to a page, that page last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": title,
                "item": routes.absolute(charter.site_url, page),
            }
            for position, (title, page) in enumerate(trail, start=1)
        ],
    }


def article(charter: Charter, initiative: PublishedInitiative, shown: PublishedPhoto | None) -> Thing:
    """An initiative's story. Authors without consent stand as the collective of their unit."""
    authors: list[Thing] = [
        {
            "@type": "Person",
            "name": credit.person.name,
            "url": routes.absolute(charter.site_url, routes.person(credit.person)),
        }
        for credit in initiative.credits
    ]
    if initiative.unnamed or not authors:
        authors.append(_unit(charter, initiative.unit) | {"name": f"Tập thể tác giả thuộc {initiative.unit.name}"})
    return _known(
        {
            "@type": "Article",
            "headline": lengths.shortened(initiative.title, _TITLE_LONGEST),
            "description": initiative.summary,
            "inLanguage": "vi",
            "datePublished": initiative.published_on.isoformat(),
            "mainEntityOfPage": routes.absolute(charter.site_url, routes.initiative(initiative)),
            "author": authors,
            "publisher": _organiser_of(charter),
            "articleSection": initiative.field.name if initiative.field else None,
            "keywords": [each.name for each in (initiative.field, initiative.sector) if each],
            "image": _image(charter, shown),
            "award": [each.title for each in initiative.awards],
        }
    )


def bulletin(charter: Charter, page: Page, headline: str, told: Bulletin) -> Thing:
    """The news of a month or of a quarter, told by the organiser."""
    return {
        "@type": "NewsArticle",
        "headline": lengths.shortened(headline, _TITLE_LONGEST),
        "inLanguage": "vi",
        "datePublished": told.updated.isoformat(),
        "dateModified": told.updated.isoformat(),
        "temporalCoverage": f"{told.period.start.isoformat()}/{told.period.end.isoformat()}",
        "mainEntityOfPage": routes.absolute(charter.site_url, page),
        "author": _organiser_of(charter),
        "publisher": _organiser_of(charter),
    }


def person(charter: Charter, each: HonouredPerson) -> Thing:
    """Someone who agreed to be named."""
    return _known(
        {
            "@type": "Person",
            "name": each.name,
            "jobTitle": each.job,
            "worksFor": _unit(charter, each.unit),
            "url": routes.absolute(charter.site_url, routes.person(each)),
            "image": _image(charter, each.portrait),
            "award": [award.title for award in each.awards],
        }
    )


def dataset(report: Report) -> Thing:
    """The campaign's progress as it can be downloaded."""
    charter = report.publication.charter
    files = [(each.path, each.media_type) for each in datasets.FILES if each.path != routes.INITIATIVES_CSV]
    files += [(f"{routes.API}/{name}.json", "application/json") for name in ("progress", "history")]
    return _known(
        {
            "@type": "Dataset",
            "name": f"Tiến độ {charter.short_name}",
            "description": f"Chỉ tiêu và số sáng kiến của từng đơn vị theo từng lần báo cáo. {charter.name}.",
            "url": routes.absolute(charter.site_url, routes.DATA),
            "inLanguage": "vi",
            "creator": _organiser_of(charter),
            "isAccessibleForFree": True,
            "license": charter.licence.url if charter.licence else None,
            "temporalCoverage": f"{charter.period.start.isoformat()}/{charter.period.end.isoformat()}",
            "dateModified": report.as_of.isoformat() if report.has_reports else None,
            "variableMeasured": ["Chỉ tiêu", "Số sáng kiến đăng tải", "Số sáng kiến được công nhận"],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": media_type,
                    "contentUrl": routes.absolute(charter.site_url, path),
                }
                for path, media_type in files
            ],
        }
    )


def _organiser(charter: Charter) -> Thing:
    return _known(
        {
            "@type": "Organization",
            "@id": _id(charter, "organisation"),
            "name": charter.organiser.name,
            "url": charter.organiser.url,
            "email": charter.organiser.email,
            "sameAs": [each for each in (charter.social.facebook, charter.social.zalo) if each],
        }
    )


def _organiser_of(charter: Charter) -> Thing:
    return {"@id": _id(charter, "organisation")}


def _unit(charter: Charter, unit: Unit) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": unit.name,
        "url": routes.absolute(charter.site_url, routes.unit(unit)),
    }


def _image(charter: Charter, photo: PublishedPhoto | None) -> Thing | None:
    if photo is None:
        return None
    path, width_px, height_px = routes.photo_files(photo)[0]
    return {
        "@type": "ImageObject",
        "url": routes.absolute(charter.site_url, path),
        "width": width_px,
        "height": height_px,
        "caption": photo.alt,
    }


def _id(charter: Charter, name: str) -> str:
    return f"{routes.absolute(charter.site_url, routes.HOME)}#{name}"


def _known(values: dict[str, Any]) -> Thing:
    """The properties that have a value: what is unknown is not mentioned."""
    return {name: value for name, value in values.items() if value not in (None, [], "")}
