"""Add what the rooms keep: drafts, looks, letters, cohorts, links for colleagues.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('drafts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('address', sa.String(length=500), nullable=False),
    sa.Column('form', sa.String(length=255), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('earlier', sa.JSON(), nullable=False),
    sa.Column('earlier_saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_drafts_authority_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_drafts_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts')),
    sa.UniqueConstraint('user_id', 'address', 'form', name=op.f('uq_drafts_user_id_address_form'))
    )
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_drafts_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_drafts_saved_at'), ['saved_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_drafts_user_id'), ['user_id'], unique=False)

    op.create_table('guidance_checks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=255), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_guidance_checks_authority_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_guidance_checks_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guidance_checks')),
    sa.UniqueConstraint('authority_id', 'code', name=op.f('uq_guidance_checks_authority_id_code'))
    )
    with op.batch_alter_table('guidance_checks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guidance_checks_authority_id'), ['authority_id'], unique=False)

    op.create_table('letter_texts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=255), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_letter_texts_authority_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_letter_texts_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_texts')),
    sa.UniqueConstraint('authority_id', 'code', 'version', name=op.f('uq_letter_texts_authority_id_code_version'))
    )
    with op.batch_alter_table('letter_texts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_letter_texts_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index('uq_letter_texts_current', ['authority_id', 'code'], unique=True, sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))

    op.create_table('logos',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('picture', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.String(length=255), nullable=False),
    sa.Column('width', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('height', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_logos_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_logos')),
    sa.UniqueConstraint('authority_id', name=op.f('uq_logos_authority_id'))
    )
    op.create_table('scheme_changes',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('subject', sa.String(length=255), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_scheme_changes_authority_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_scheme_changes_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scheme_changes'))
    )
    with op.batch_alter_table('scheme_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scheme_changes_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_scheme_changes_subject'), ['subject'], unique=False)

    op.create_table('cohorts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('route_code', sa.String(length=255), nullable=False),
    sa.Column('round_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('workshop_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('workshop_minutes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workshop_place', sa.String(length=255), nullable=False),
    sa.Column('begun_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_cohorts_authority_id')),
    sa.ForeignKeyConstraint(['begun_by_id'], ['users.id'], name=op.f('fk_cohorts_begun_by_id')),
    sa.ForeignKeyConstraint(['round_id', 'authority_id'], ['rounds.id', 'rounds.authority_id'], name=op.f('fk_cohorts_round_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohorts')),
    sa.UniqueConstraint('id', 'authority_id', name=op.f('uq_cohorts_id_authority_id'))
    )
    with op.batch_alter_table('cohorts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohorts_authority_id'), ['authority_id'], unique=False)

    op.create_table('legacy_awards',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('setting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('awarded_on', sa.Date(), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('brought_in_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('brought_in_by', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_legacy_awards_authority_id')),
    sa.ForeignKeyConstraint(['setting_id', 'authority_id'], ['settings.id', 'settings.authority_id'], name=op.f('fk_legacy_awards_setting_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legacy_awards'))
    )
    with op.batch_alter_table('legacy_awards', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_legacy_awards_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_legacy_awards_setting_id'), ['setting_id'], unique=False)

    op.create_table('cohort_places',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cohort_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('setting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lead_name', sa.String(length=255), nullable=False),
    sa.Column('lead_email', sa.String(length=255), nullable=False),
    sa.Column('journey_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('left_out', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id', 'authority_id'], ['cohorts.id', 'cohorts.authority_id'], name=op.f('fk_cohort_places_cohort_id_authority_id')),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_cohort_places_journey_id_authority_id')),
    sa.ForeignKeyConstraint(['setting_id', 'authority_id'], ['settings.id', 'settings.authority_id'], name=op.f('fk_cohort_places_setting_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohort_places')),
    sa.UniqueConstraint('cohort_id', 'setting_id', name=op.f('uq_cohort_places_cohort_id_setting_id'))
    )
    with op.batch_alter_table('cohort_places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_places_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_cohort_places_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_cohort_places_setting_id'), ['setting_id'], unique=False)

    op.create_table('colleague_asks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('journey_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('criterion', sa.String(length=255), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=255), nullable=False),
    sa.Column('asked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('asked_by_name', sa.String(length=255), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_name', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_colleague_asks_asked_by_id')),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_colleague_asks_journey_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_colleague_asks')),
    sa.UniqueConstraint('digest', name=op.f('uq_colleague_asks_digest')),
    sa.UniqueConstraint('id', 'authority_id', name=op.f('uq_colleague_asks_id_authority_id'))
    )
    with op.batch_alter_table('colleague_asks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_colleague_asks_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_colleague_asks_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_colleague_asks_journey_id'), ['journey_id'], unique=False)

    op.create_table('action_notes',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('action_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['action_id', 'authority_id'], ['planned_actions.id', 'planned_actions.authority_id'], name=op.f('fk_action_notes_action_id_authority_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_action_notes_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_notes'))
    )
    with op.batch_alter_table('action_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_notes_action_id'), ['action_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_notes_authority_id'), ['authority_id'], unique=False)

    op.create_table('contributions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ask_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['ask_id', 'authority_id'], ['colleague_asks.id', 'colleague_asks.authority_id'], name=op.f('fk_contributions_ask_id_authority_id')),
    sa.ForeignKeyConstraint(['item_id', 'authority_id'], ['evidence_items.id', 'evidence_items.authority_id'], name=op.f('fk_contributions_item_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contributions')),
    sa.UniqueConstraint('item_id', name=op.f('uq_contributions_item_id'))
    )
    with op.batch_alter_table('contributions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contributions_ask_id'), ['ask_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contributions_authority_id'), ['authority_id'], unique=False)

    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.add_column(sa.Column('logo_digest', sa.String(length=255), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False, server_default=sa.text("1")))

    with op.batch_alter_table('contact_notes', schema=None) as batch_op:
        batch_op.add_column(sa.Column('with_whom', sa.String(length=255), nullable=False, server_default=""))

    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('button', sa.String(length=255), nullable=False, server_default=""))

    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_steps_left_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('planned_actions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_planned_actions_item_id_authority_id'), 'evidence_items', ['item_id', 'authority_id'], ['id', 'authority_id'])

    with op.batch_alter_table('visit_notes', schema=None) as batch_op:
        batch_op.add_column(sa.Column('heard', sa.String(length=40), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('visit_notes', schema=None) as batch_op:
        batch_op.drop_column('heard')

    with op.batch_alter_table('planned_actions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_planned_actions_item_id_authority_id'), type_='foreignkey')
        batch_op.drop_column('item_id')

    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_column('first_steps_left_at')

    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.drop_column('button')

    with op.batch_alter_table('contact_notes', schema=None) as batch_op:
        batch_op.drop_column('with_whom')

    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.drop_column('version')
        batch_op.drop_column('logo_digest')

    with op.batch_alter_table('contributions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contributions_authority_id'))
        batch_op.drop_index(batch_op.f('ix_contributions_ask_id'))

    op.drop_table('contributions')
    with op.batch_alter_table('action_notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_notes_authority_id'))
        batch_op.drop_index(batch_op.f('ix_action_notes_action_id'))

    op.drop_table('action_notes')
    with op.batch_alter_table('colleague_asks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_colleague_asks_journey_id'))
        batch_op.drop_index(batch_op.f('ix_colleague_asks_email'))
        batch_op.drop_index(batch_op.f('ix_colleague_asks_authority_id'))

    op.drop_table('colleague_asks')
    with op.batch_alter_table('cohort_places', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cohort_places_setting_id'))
        batch_op.drop_index(batch_op.f('ix_cohort_places_cohort_id'))
        batch_op.drop_index(batch_op.f('ix_cohort_places_authority_id'))

    op.drop_table('cohort_places')
    with op.batch_alter_table('legacy_awards', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_legacy_awards_setting_id'))
        batch_op.drop_index(batch_op.f('ix_legacy_awards_authority_id'))

    op.drop_table('legacy_awards')
    with op.batch_alter_table('cohorts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cohorts_authority_id'))

    op.drop_table('cohorts')
    with op.batch_alter_table('scheme_changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scheme_changes_subject'))
        batch_op.drop_index(batch_op.f('ix_scheme_changes_authority_id'))

    op.drop_table('scheme_changes')
    op.drop_table('logos')
    with op.batch_alter_table('letter_texts', schema=None) as batch_op:
        batch_op.drop_index('uq_letter_texts_current', sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_letter_texts_authority_id'))

    op.drop_table('letter_texts')
    with op.batch_alter_table('guidance_checks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guidance_checks_authority_id'))

    op.drop_table('guidance_checks')
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_drafts_user_id'))
        batch_op.drop_index(batch_op.f('ix_drafts_saved_at'))
        batch_op.drop_index(batch_op.f('ix_drafts_authority_id'))

    op.drop_table('drafts')
