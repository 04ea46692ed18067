"""Keep the list of evidence of each decision line by line, and say why a file was withdrawn.

Revision ID: 0005
Revises: 0004
"""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('gone_reason', sa.Text(), nullable=False, server_default=''))

    op.execute(
        "UPDATE evidence_versions SET gone_why = 'removed', gone_at = (SELECT removed_at FROM evidence_items WHERE evidence_items.id = evidence_versions.item_id)"
        " WHERE gone_at IS NULL AND item_id IN (SELECT id FROM evidence_items WHERE removed_at IS NOT NULL)"
    )

    op.create_table('frozen_evidence',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('authority_id', NUMBER, nullable=False),
    sa.Column('decision_id', NUMBER, nullable=False),
    sa.Column('number', NUMBER, nullable=False),
    sa.Column('criterion', sa.String(length=255), nullable=False),
    sa.Column('item_id', NUMBER, nullable=False),
    sa.Column('version_id', NUMBER, nullable=True),
    sa.Column('title', sa.String(length=255), nullable=False),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('sha256', sa.String(length=255), nullable=False),
    sa.Column('size', NUMBER, nullable=False),
    sa.ForeignKeyConstraint(['decision_id', 'authority_id'], ['decisions.id', 'decisions.authority_id'], name=op.f('fk_frozen_evidence_decision_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_frozen_evidence')),
    sa.UniqueConstraint('decision_id', 'number', name=op.f('uq_frozen_evidence_decision_id_number'))
    )
    with op.batch_alter_table('frozen_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_frozen_evidence_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_frozen_evidence_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_frozen_evidence_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_frozen_evidence_version_id'), ['version_id'], unique=False)

    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('evidence_digest', sa.String(length=255), nullable=False, server_default=''))
    bring_over()
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.drop_column('evidence')


def bring_over() -> None:
    """Write the lists that decisions of before hold as lines, each with its digest."""
    here = op.get_bind()
    decisions = sa.table('decisions', sa.column('id'), sa.column('authority_id'), sa.column('evidence', sa.JSON()), sa.column('evidence_digest'))
    versions = sa.table('evidence_versions', sa.column('id'), sa.column('item_id'), sa.column('sha256'), sa.column('file_name'), sa.column('size'), sa.column('number'))
    names = ('number', 'criterion', 'item_id', 'version_id', 'title', 'file_name', 'sha256', 'size')
    frozen = sa.table('frozen_evidence', sa.column('authority_id'), sa.column('decision_id'), *(sa.column(name) for name in names))
    for decision in here.execute(sa.select(decisions.c.id, decisions.c.authority_id, decisions.c.evidence)).all():
        lines = []
        for one in decision.evidence or []:
            for sha in one['files'] or ['']:
                file = here.execute(
                    sa.select(versions.c.id, versions.c.file_name, versions.c.size)
                    .where(versions.c.item_id == one['item'], versions.c.sha256 == sha)
                    .order_by(versions.c.number)
                ).first()
                known = tuple(file) if file else (None, '', 0)
                lines.append([len(lines) + 1, one['criterion'], one['item'], known[0], one['title'], known[1], sha, known[2]])
        for line in lines:
            here.execute(frozen.insert().values(authority_id=decision.authority_id, decision_id=decision.id, **dict(zip(names, line, strict=True))))
        digest = sha256(json.dumps(lines, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
        here.execute(decisions.update().where(decisions.c.id == decision.id).values(evidence_digest=digest))


def downgrade() -> None:
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('evidence', sa.JSON(), nullable=False, server_default='[]'))
    take_back()
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.drop_column('evidence_digest')
    op.drop_table('frozen_evidence')
    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.drop_column('gone_reason')


def take_back() -> None:
    """Write the lines into one value again."""
    here = op.get_bind()
    decisions = sa.table('decisions', sa.column('id'), sa.column('evidence', sa.JSON()))
    frozen = sa.table('frozen_evidence', *(sa.column(name) for name in ('decision_id', 'number', 'criterion', 'item_id', 'title', 'sha256')))
    for (number,) in here.execute(sa.select(decisions.c.id)).all():
        found = {}
        for line in here.execute(sa.select(frozen).where(frozen.c.decision_id == number).order_by(frozen.c.number)):
            one = found.setdefault((line.criterion, line.item_id), {'item': line.item_id, 'criterion': line.criterion, 'title': line.title, 'files': []})
            one['files'] += [line.sha256] if line.sha256 else []
        here.execute(decisions.update().where(decisions.c.id == number).values(evidence=list(found.values())))
