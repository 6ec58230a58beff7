"""Which rules name a fault that is planted into an extension in golden/show.xml: by kind, then by path."""

from typing import Final

_REQUIRED: Final = (
    r"podcast:(funding@url|trailer@(url|pubdate)|remoteItem@feedGuid|transcript@(url|type)|chapters@(url|type)|"
    r"soundbite@(startTime|duration)|alternateEnclosure@type|source@uri|value@(type|method)|"
    r"valueRecipient@(type|address|split))"
)
_MEDIA_REQUIRED: Final = r"media:(thumbnail@url|restriction@relationship|player@url)"
_ONCE: Final = r"itunes:(author|type|explicit|image|owner|name|email|duration|episode|season|episodeType)"
_TYPED: Final = r"itunes:(type|explicit|email|duration|episode|season|episodeType)"
_WITHIN: Final = r"podcast:(remoteItem|source|valueRecipient)"

NAMED: Final[dict[str, dict[str, str]]] = {  # rows about the last part of a path
    "drop": {
        r"itunes:episode": "episode-number-missing",
        r"itunes:(image@href|category@text)": "itunes-attribute-missing",
        r"itunes:email": "itunes-element-missing",
        r"itunes:(explicit|image)": "itunes-incomplete",
        _MEDIA_REQUIRED: "mrss-attribute-missing",
        r"media:restriction@type": "mrss-value-invalid",
        _REQUIRED: "podcasting-attribute-missing",
        _WITHIN: "podcasting-element-missing",
    },
    "double": {
        r"sy:update(Period|Frequency)|slash:comments": "extension-element-repeated",
        _ONCE: "itunes-element-repeated",
        r"media:(title|player)": "mrss-element-repeated",
        r"podcast:(guid|locked|medium|podroll|chapters)": "podcasting-element-repeated",
    },
    "empty": {
        r"sy:\w+|itunes:(author|name)|dc:creator|slash:comments|georss:point": "element-empty",
        r"itunes:(image@href|category@text)": "itunes-attribute-missing",
        r"itunes:owner": "itunes-element-missing",
        _TYPED: "itunes-value-invalid",
        _MEDIA_REQUIRED: "mrss-attribute-missing",
        r"media:(credit|rating|hash|restriction)": "mrss-value-invalid",
        r"media:\w+@(?!relationship)(?!url)\w+|media:content@url": "mrss-value-invalid",
        _REQUIRED: "podcasting-attribute-missing",
        r"podcast:(podroll|alternateEnclosure|value)": "podcasting-element-missing",
        r"podcast:(guid|locked|medium|person|location|trailer)": "podcasting-value-invalid",
        rf"(?!{_REQUIRED})podcast:\w+@\w+": "podcasting-value-invalid",
    },
    "rename": {
        r"(sy|dc|slash|georss):\w+": "extension-element-unknown",
        r"itunes:\w+": "itunes-element-unknown",
        r"itunes:\w+@\w+": "itunes-attribute-unknown",
        r"media:\w+": "mrss-element-unknown",
        r"media:\w+@\w+": "mrss-attribute-unknown",
        r"podcast:\w+": "podcasting-element-unknown",
        r"podcast:\w+@\w+": "podcasting-attribute-unknown",
    },
    "garble": {
        r"(sy|slash|georss):\w+": "extension-value-invalid",
        r"(itunes|podcast|media):\w+@(url|href)": "feed-url-invalid",
        r"itunes:category@text": "itunes-category-unknown",
        _TYPED: "itunes-value-invalid",
        r"podcast:transcript@language|media:content@lang": "language-invalid",
        r"podcast:(trailer|transcript|chapters|alternateEnclosure)@type": "media-type-invalid",
        r"podcast:source@contentType": "media-type-invalid",
        r"media:content@type": "media-type-invalid",
        r"media:(rating|hash|restriction)": "mrss-value-invalid",
        r"media:(title|restriction)@type": "mrss-value-invalid",
        r"media:\w+@(medium|width|height|duration|time|role|scheme|algo|relationship)": "mrss-value-invalid",
        r"podcast:(guid|locked|medium)": "podcasting-value-invalid",
        r"podcast:\w+@(owner|geo|country|length|feedGuid|rel|startTime|duration|bitrate|default|uri|split)": (
            "podcasting-value-invalid"
        ),
        r"podcast:trailer@pubdate": "rfc822-date-invalid",
    },
    "move": {
        r"sy:\w+|slash:comments": "extension-element-misplaced",
        r"itunes:(name|email|duration|episode|season|episodeType|author|type|owner)": "itunes-element-misplaced",
        r"media:content": "mrss-element-misplaced",
        r"podcast:(transcript|chapters|soundbite|alternateEnclosure|source|valueRecipient)": (
            "podcasting-element-misplaced"
        ),
        r"podcast:(guid|locked|medium|funding|person|location|trailer|podroll)": "podcasting-element-misplaced",
    },
}
