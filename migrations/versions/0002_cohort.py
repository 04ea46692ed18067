"""make the tables of cohorts and of awards given before.

Revision ID: 0002_cohort
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_cohort"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "legacy_awards",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("authority_id", NUMBER, nullable=False),
        sa.Column("setting_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("brought_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brought_in_by", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_legacy_awards_authority_id")
        ),
        sa.ForeignKeyConstraint(
            ["setting_id", "authority_id"],
            ["settings.id", "settings.authority_id"],
            name=op.f("fk_legacy_awards_setting_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legacy_awards")),
    )
    op.create_index(op.f("ix_legacy_awards_authority_id"), "legacy_awards", ["authority_id"])
    op.create_index(op.f("ix_legacy_awards_setting_id"), "legacy_awards", ["setting_id"])
    op.create_table(
        "cohorts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("authority_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("route_code", sa.String(length=255), nullable=False),
        sa.Column("round_id", NUMBER, nullable=True),
        sa.Column("workshop_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workshop_minutes", NUMBER, nullable=False),
        sa.Column("workshop_place", sa.String(length=255), nullable=False),
        sa.Column("begun_by_id", NUMBER, nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authorities.id"], name=op.f("fk_cohorts_authority_id")
        ),
        sa.ForeignKeyConstraint(["begun_by_id"], ["users.id"], name=op.f("fk_cohorts_begun_by_id")),
        sa.ForeignKeyConstraint(
            ["round_id", "authority_id"],
            ["rounds.id", "rounds.authority_id"],
            name=op.f("fk_cohorts_round_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohorts")),
        sa.UniqueConstraint("id", "authority_id", name=op.f("uq_cohorts_id_authority_id")),
    )
    op.create_index(op.f("ix_cohorts_authority_id"), "cohorts", ["authority_id"])
    op.create_table(
        "cohort_places",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("authority_id", NUMBER, nullable=False),
        sa.Column("cohort_id", NUMBER, nullable=False),
        sa.Column("setting_id", NUMBER, nullable=False),
        sa.Column("lead_name", sa.String(length=255), nullable=False),
        sa.Column("lead_email", sa.String(length=255), nullable=False),
        sa.Column("journey_id", NUMBER, nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_out", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id", "authority_id"],
            ["cohorts.id", "cohorts.authority_id"],
            name=op.f("fk_cohort_places_cohort_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["journey_id", "authority_id"],
            ["journeys.id", "journeys.authority_id"],
            name=op.f("fk_cohort_places_journey_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["setting_id", "authority_id"],
            ["settings.id", "settings.authority_id"],
            name=op.f("fk_cohort_places_setting_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_places")),
        sa.UniqueConstraint(
            "cohort_id", "setting_id", name=op.f("uq_cohort_places_cohort_id_setting_id")
        ),
    )
    op.create_index(op.f("ix_cohort_places_authority_id"), "cohort_places", ["authority_id"])
    op.create_index(op.f("ix_cohort_places_cohort_id"), "cohort_places", ["cohort_id"])
    op.create_index(op.f("ix_cohort_places_setting_id"), "cohort_places", ["setting_id"])


def downgrade() -> None:
    op.drop_table("cohort_places")
    op.drop_table("cohorts")
    op.drop_table("legacy_awards")
