"""The signed address that unsubscribes one person in one click; made and read here alone."""

from itsdangerous import BadData, URLSafeSerializer

_SALT = "unsubscribe"
# A signed number takes some 35 characters; anything longer is not ours.
_MAX_TOKEN = 200


def unsubscribe_url(base_url: str, key: str, subscriber_id: int) -> str:
    """Absolute address for the subscriber; it tells nothing but her number, and is signed."""
    return f"{base_url}/desabonnement/{URLSafeSerializer(key, salt=_SALT).dumps(subscriber_id)}"


def read_token(key: str, token: str) -> int | None:
    """The subscriber's number, or None for a token that ``key`` did not sign."""
    if len(token) > _MAX_TOKEN:
        return None
    try:
        value = URLSafeSerializer(key, salt=_SALT).loads(token)
    except BadData:
        return None
    return value if type(value) is int else None
