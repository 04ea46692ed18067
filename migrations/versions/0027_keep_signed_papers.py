"""Keep the scan of a signed paper with the approval that was written down from it.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

KEY = 'fk_approvals_paper_id_authority_id'


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    with op.batch_alter_table('approvals', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paper_id', number, nullable=True))
        batch_op.create_index(batch_op.f('ix_approvals_paper_id'), ['paper_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f(KEY), 'evidence_versions',
                                    ['paper_id', 'authority_id'], ['id', 'authority_id'])


def downgrade() -> None:
    with op.batch_alter_table('approvals', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(KEY), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_approvals_paper_id'))
        batch_op.drop_column('paper_id')
