"""The menu of the desk: what there is, in which drawer, and who may open it."""

from collections.abc import Callable

from msgspec import Struct

from reviewblog.accounts.models import Account
from reviewblog.web.identity import find_account

May = Callable[[Account], bool]


def anybody(_account: Account) -> bool:
    """Let everybody in who is signed in."""
    return True


def may_write(account: Account) -> bool:
    """Let those in who write."""
    return account.may_write


def may_edit_all(account: Account) -> bool:
    """Let those in who look after the archive."""
    return account.may_edit_all


def may_manage_site(account: Account) -> bool:
    """Let owners in."""
    return account.may_manage_site


class Item(Struct, frozen=True):
    """A page of the desk."""

    endpoint: str
    label: str
    may: May = anybody


class Drawer(Struct, frozen=True):
    """Pages that belong together, behind one word."""

    label: str
    items: tuple[Item, ...]


MENU: tuple[Item | Drawer, ...] = (
    Item("dashboard.show_overview", "Overview"),
    Item("dashboard.list_reviews", "Reviews", may_write),
    Item("dashboard.list_comments", "Comments"),
    Item("dashboard.show_library", "Pictures", may_write),
    Item("dashboard.show_stats", "Statistics", may_write),
    Drawer(
        "Archive",
        (
            Item("dashboard.list_works", "Works", may_edit_all),
            Item("dashboard.list_people", "People", may_edit_all),
            Item("dashboard.list_tags", "Topics", may_edit_all),
            Item("dashboard.list_lists", "Lists", may_edit_all),
            Item("dashboard.list_pages", "Pages", may_edit_all),
            Item("dashboard.show_check", "Check", may_edit_all),
        ),
    ),
    Drawer(
        "Site",
        (
            Item("dashboard.edit_settings", "Settings", may_manage_site),
            Item("dashboard.edit_look", "Look", may_manage_site),
            Item("dashboard.show_mail", "Mail", may_manage_site),
            Item("dashboard.list_redirects", "Redirects", may_edit_all),
            Item("dashboard.list_users", "Users", may_manage_site),
            Item("dashboard.list_activity", "Activity", may_manage_site),
            Item("dashboard.show_health", "Health", may_manage_site),
        ),
    ),
    Item("auth.show_account", "Account"),
)


def desk_menu() -> list[Item | Drawer]:
    """List what the account of this request may open; empty drawers are left out."""
    account = find_account()
    return [entry for entry in map(_opened(account), MENU) if entry is not None]


def _opened(
    account: Account | None,
) -> Callable[[Item | Drawer], Item | Drawer | None]:
    def open_for(entry: Item | Drawer) -> Item | Drawer | None:
        if account is None:
            return None
        if isinstance(entry, Item):
            return entry if entry.may(account) else None
        items = tuple(item for item in entry.items if item.may(account))
        return Drawer(entry.label, items) if items else None

    return open_for
