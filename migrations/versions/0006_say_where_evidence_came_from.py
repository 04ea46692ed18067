"""Say of each piece of evidence who it came from, at which visit, and know it when sent again.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

FROM_LINKS = """
UPDATE evidence_items SET origin = 'colleague'
WHERE id IN (SELECT item_id FROM contributions)
"""


def upgrade() -> None:
    origin = sa.Column('origin', sa.String(length=40), nullable=False, server_default='setting')
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    visit = sa.Column('visit_id', number, nullable=True)
    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.add_column(origin)
        batch_op.add_column(visit)
        batch_op.add_column(sa.Column('sent_token', sa.String(length=255), nullable=True))
        batch_op.create_index(batch_op.f('ix_evidence_items_visit_id'), ['visit_id'])
        batch_op.create_foreign_key(
            batch_op.f('fk_evidence_items_visit_id_authority_id'),
            'visits',
            ['visit_id', 'authority_id'],
            ['id', 'authority_id'],
        )
        batch_op.create_unique_constraint(
            batch_op.f('uq_evidence_items_setting_id_sent_token'), ['setting_id', 'sent_token']
        )
    op.execute(FROM_LINKS)


def downgrade() -> None:
    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f('uq_evidence_items_setting_id_sent_token'), type_='unique'
        )
        batch_op.drop_constraint(
            batch_op.f('fk_evidence_items_visit_id_authority_id'), type_='foreignkey'
        )
        batch_op.drop_index(batch_op.f('ix_evidence_items_visit_id'))
        batch_op.drop_column('sent_token')
        batch_op.drop_column('visit_id')
        batch_op.drop_column('origin')
