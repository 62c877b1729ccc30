"""``attestry user``: add, list, link and deactivate users from the shell."""

from __future__ import annotations

from typing import Annotated

import typer

from attestry.cli.ready import operator, ready
from attestry.cli.serving.address import USUAL_ADDRESS
from attestry.kit.errors import Invalid

app = typer.Typer(help="Users of this home: add, list, link, deactivate.", no_args_is_help=True)

Address = Annotated[str, typer.Argument(help="The mail address that the user signs in with.")]


@app.command("add")
def add(
    email: Address,
    name: Annotated[str, typer.Option(help="What the person is called.")],
    role: Annotated[
        str,
        typer.Option(help="administrator, compliance_lead, control_owner, employee or executive."),
    ] = "employee",
) -> None:
    """Add a user. “attestry user link” then makes the link for the first visit."""
    ready()
    # Imported late: needs Django.
    from attestry.accounts.actions.users import add_user
    from attestry.accounts.rules import Role

    try:
        chosen = Role(role)
    except ValueError as refusal:
        roles = ", ".join(known.value for known in Role)
        raise Invalid(f"There is no role “{role}”.", next_step=f"Choose one of: {roles}.") from refusal
    user = add_user(operator(), email=email, name=name, role=chosen)
    typer.echo(f"Added {user.name} <{user.email}> as {chosen.label.lower()}.")


@app.command("list")
def list_users() -> None:
    """List everybody who has or had an account, tab-separated."""
    ready()
    # Imported late: needs Django.
    from attestry.accounts.queries import users

    for user in users():
        typer.echo(f"{user.email}\t{user.name}\t{user.role}\t{'active' if user.is_active else 'closed'}")


@app.command("link")
def link(email: Address) -> None:
    """Print a link that signs the user in once, within fifteen minutes."""
    home = ready()
    # Imported late: needs Django.
    from attestry.accounts.queries import user_of
    from attestry.cli.serving.links import link_for
    from attestry.cli.serving.lock import announced

    listening = announced(home)
    if listening is None:
        typer.echo("Nothing serves this home now; “attestry up” does.", err=True)
    address = listening.address if listening else USUAL_ADDRESS
    typer.echo(link_for(operator(), user_of(email), address))


@app.command("deactivate")
def deactivate(email: Address) -> None:
    """Close a user's account; its sessions end at once."""
    ready()
    # Imported late: needs Django.
    from attestry.accounts.actions.users import deactivate_user
    from attestry.accounts.queries import user_of

    user = deactivate_user(operator(), user_of(email))
    typer.echo(f"The account of {user.name} is closed.")
