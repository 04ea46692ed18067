"""Let actions have dated notes, and a plan of one's own attached."""

import sqlalchemy as sa
from alembic import op

revision = "0003_papers"
down_revision = "0002_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "action_notes",
        sa.Column("id", number, nullable=False),
        sa.Column("authority_id", number, nullable=False),
        sa.Column("action_id", number, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", number, nullable=True),
        sa.Column("by_name", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id", "authority_id"],
            ["planned_actions.id", "planned_actions.authority_id"],
            name=op.f("fk_action_notes_action_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_action_notes_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_notes")),
    )
    with op.batch_alter_table("action_notes") as batch_op:
        batch_op.create_index(batch_op.f("ix_action_notes_action_id"), ["action_id"])
        batch_op.create_index(batch_op.f("ix_action_notes_authority_id"), ["authority_id"])
    with op.batch_alter_table("planned_actions") as batch_op:
        batch_op.add_column(sa.Column("item_id", number, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_planned_actions_item_id_authority_id"),
            "evidence_items",
            ["item_id", "authority_id"],
            ["id", "authority_id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("planned_actions") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_planned_actions_item_id_authority_id"), type_="foreignkey"
        )
        batch_op.drop_column("item_id")
    with op.batch_alter_table("action_notes") as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_notes_authority_id"))
        batch_op.drop_index(batch_op.f("ix_action_notes_action_id"))
    op.drop_table("action_notes")
