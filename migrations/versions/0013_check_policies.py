"""Keep checks of a policy with their answers, and the visit that an action came from.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policy_checks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "setting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "framework_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "previous_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "rests_on_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "begun_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("begun_by_name", sa.String(length=255), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "finished_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("finished_by_name", sa.String(length=255), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "shared_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["users.id"], name=op.f("fk_policy_checks_begun_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["finished_by_id"], ["users.id"], name=op.f("fk_policy_checks_finished_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["framework_id", "authority_id"],
            ["frameworks.id", "frameworks.authority_id"],
            name=op.f("fk_policy_checks_framework_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["previous_id", "authority_id"],
            ["policy_checks.id", "policy_checks.authority_id"],
            name=op.f("fk_policy_checks_previous_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["rests_on_id", "authority_id"],
            ["policy_checks.id", "policy_checks.authority_id"],
            name=op.f("fk_policy_checks_rests_on_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["setting_id", "authority_id"],
            ["settings.id", "settings.authority_id"],
            name=op.f("fk_policy_checks_setting_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shared_by_id"], ["users.id"], name=op.f("fk_policy_checks_shared_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_checks")),
        sa.UniqueConstraint("id", "authority_id", name=op.f("uq_policy_checks_id_authority_id")),
    )
    with op.batch_alter_table("policy_checks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_checks_authority_id"), ["authority_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_policy_checks_rests_on_id"), ["rests_on_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_policy_checks_setting_id"), ["setting_id"], unique=False
        )
        batch_op.create_index(
            "uq_policy_checks_open",
            ["setting_id"],
            unique=True,
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )

    op.create_table(
        "policy_answers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("check_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("point", sa.String(length=255), nullable=False),
        sa.Column("holds", sa.String(length=40), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("by_name", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id", "authority_id"],
            ["planned_actions.id", "planned_actions.authority_id"],
            name=op.f("fk_policy_answers_action_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_policy_answers_by_id")),
        sa.ForeignKeyConstraint(
            ["check_id", "authority_id"],
            ["policy_checks.id", "policy_checks.authority_id"],
            name=op.f("fk_policy_answers_check_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_answers")),
        sa.UniqueConstraint("check_id", "point", name=op.f("uq_policy_answers_check_id_point")),
    )
    with op.batch_alter_table("policy_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_answers_authority_id"), ["authority_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_policy_answers_check_id"), ["check_id"], unique=False)

    with op.batch_alter_table("planned_actions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_planned_actions_visit_id_authority_id"),
            "visits",
            ["visit_id", "authority_id"],
            ["id", "authority_id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("planned_actions", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_planned_actions_visit_id_authority_id"), type_="foreignkey"
        )
        batch_op.drop_column("visit_id")

    with op.batch_alter_table("policy_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_answers_check_id"))
        batch_op.drop_index(batch_op.f("ix_policy_answers_authority_id"))

    op.drop_table("policy_answers")
    with op.batch_alter_table("policy_checks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_policy_checks_open",
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_policy_checks_setting_id"))
        batch_op.drop_index(batch_op.f("ix_policy_checks_rests_on_id"))
        batch_op.drop_index(batch_op.f("ix_policy_checks_authority_id"))

    op.drop_table("policy_checks")
