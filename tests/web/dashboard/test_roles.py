"""Who may open what at the desk: a row for each of its routes, and none without one."""

from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from reviewblog.accounts.models import Role
from tests.clients import sign_in
from tests.databases import Emptied
from tests.factories import make_account

NOBODYS_ID = 2**31 - 2
EVERYBODY = frozenset(Role)
WRITERS = EVERYBODY - {Role.MODERATOR}
EDITORS = frozenset({Role.OWNER, Role.EDITOR})
MODERATORS = EVERYBODY - {Role.AUTHOR}
OWNERS = frozenset({Role.OWNER})

OPEN_TO = {
    EVERYBODY: """
    decide_comments list_comment_rules list_comments list_decisions
    edit_comment fold_as_spoiler restore_comment_text show_conversation show_overview
    update_comment
    """,
    WRITERS: """
    fill_in look_up_work show_facts suggest
    autosave_new_review autosave_review change_reviews create_correction
    create_private_link create_review delete_correction delete_pictures
    export_reads show_review_stats show_stats
    delete_private_link delete_review discard_changes edit_picture edit_review
    list_corrections list_reviews list_revisions new_review
    preview_edited_review preview_new_review preview_review renew_private_link
    replace_picture restore_review restore_revision show_library
    show_publication show_revision take_theirs update_picture update_publication
    update_review
    upload_pictures
    """,
    EDITORS: """
    edit_work list_works merge_work show_work_merge update_work
    create_list create_page create_redirect delete_list delete_page
    delete_redirect delete_tag edit_list edit_page edit_person edit_tag
    export_feeds export_searches
    import_redirects list_lists list_pages list_people list_redirects list_tags
    merge_person merge_tag move_page new_page preview_page restore_page
    show_check show_person_merge show_tag_merge split_person update_list update_page
    update_person update_tag
    """,
    MODERATORS: """
    block_from_comment create_canned_reply delete_canned_reply delete_sender
    edit_canned_reply list_canned_replies show_sender_deletion update_canned_reply
    """,
    OWNERS: """
    create_address_block delete_block disable_user edit_comment_settings
    edit_look edit_own_scale edit_settings end_comment_flood edit_user
    enable_user explain_grades
    invite_user list_activity list_users reset_user retry_mail send_test_mail
    show_health show_mail take_invitation_back update_comment_settings update_look
    update_mail update_own_scale update_settings update_stats
    update_user
    """,
}
MAY = {
    endpoint: roles for roles, names in OPEN_TO.items() for endpoint in names.split()
}


def desk_rules(app: Flask) -> dict[str, Rule]:
    return {
        rule.endpoint.removeprefix("dashboard."): rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("dashboard.")
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    database: Emptied = request.getfixturevalue(f"{request.param}_database")
    return database.empty()


def test_every_route_has_its_row(app: Flask) -> None:
    assert set(desk_rules(app)) == set(MAY)


@pytest.mark.parametrize("role", Role)
def test_who_may(app: Flask, session: Session, role: Role) -> None:
    # Somebody to be owner, so that nothing is refused for lack of one.
    make_account(session)
    client = sign_in(app.test_client(), session, make_account(session, role=role))
    wrong = {}

    for endpoint, rule in desk_rules(app).items():
        built = rule.build(dict.fromkeys(rule.arguments, NOBODYS_ID))
        assert built, rule
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            status = client.open(built[1], method=method).status_code
            is_refused = status == HTTPStatus.FORBIDDEN
            if is_refused == (role in MAY.get(endpoint, ())) or status >= 500:
                wrong[endpoint, method] = status

    assert wrong == {}
