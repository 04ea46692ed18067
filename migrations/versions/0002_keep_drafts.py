"""Keep what people type until they send it."""

import sqlalchemy as sa
from alembic import op

revision = "0002_papers"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "drafts",
        sa.Column("id", number, nullable=False),
        sa.Column("user_id", number, nullable=False),
        sa.Column("authority_id", number, nullable=True),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("form", sa.String(length=255), nullable=False),
        sa.Column("version", number, nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.Column("earlier_saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_drafts_authority_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_drafts_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint(
            "user_id", "address", "form", name=op.f("uq_drafts_user_id_address_form")
        ),
    )
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_authority_id"), ["authority_id"])
        batch_op.create_index(batch_op.f("ix_drafts_saved_at"), ["saved_at"])
        batch_op.create_index(batch_op.f("ix_drafts_user_id"), ["user_id"])


def downgrade() -> None:
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_user_id"))
        batch_op.drop_index(batch_op.f("ix_drafts_saved_at"))
        batch_op.drop_index(batch_op.f("ix_drafts_authority_id"))
    op.drop_table("drafts")
