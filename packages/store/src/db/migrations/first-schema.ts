/**
 * The first schema. Nothing is ever deleted; what only grows (the journal, fills, decisions, the kill
 * switch, what happened to an opportunity) is kept from changing by triggers.
 * @module
 */
import type { Migration, MigrationStatement } from './migration.ts'

const MODE = `mode text not null check (mode in ('dry-run', 'paper', 'manual', 'live'))`

/** Tables of which no row is ever changed or removed. */
const APPEND_ONLY = ['journal', 'fills', 'pair_decisions', 'kill_switch', 'opportunity_events']

export const FIRST_SCHEMA: Migration = {
  name: '0001-first-schema',
  statements: [
    `create table counters (name text not null primary key, value bigint not null)`,
    `create table leases (
      name text not null primary key,
      fence bigint not null check (fence >= 0),
      holder_id text,
      pid bigint not null,
      host text not null,
      command text not null,
      acquired_at_ms bigint not null,
      renewed_at_ms bigint not null,
      expires_at_ms bigint not null
    )`,
    `create table fixtures (
      id text not null primary key,
      league text not null,
      away_team_id text not null,
      home_team_id text not null,
      title text not null,
      start_ms bigint not null,
      status text not null
        check (status in ('scheduled', 'live', 'final', 'postponed', 'cancelled')),
      result text,
      first_seen_ms bigint not null,
      updated_at_ms bigint not null
    )`,
    `create index fixtures_by_start on fixtures (start_ms)`,
    `create table instruments (
      id text not null primary key,
      venue text not null,
      kind text not null check (kind in ('contract', 'bet')),
      market_id text not null,
      event_id text not null,
      fixture_id text references fixtures (id),
      proposition_key text,
      title text not null,
      body text not null,
      first_seen_ms bigint not null,
      updated_at_ms bigint not null
    )`,
    `create index instruments_by_fixture on instruments (fixture_id)`,
    `create index instruments_by_market on instruments (venue, market_id)`,
    `create table pair_decisions (
      seq bigint not null primary key,
      id text not null unique,
      action text not null
        check (action in ('approve', 'reject', 'pin', 'pause', 'resume', 'withdraw')),
      venue text not null,
      market_id text,
      event_id text not null,
      feed text,
      odds_event_id text,
      orientation text,
      at_ms bigint not null,
      decided_by text not null,
      reason text not null
    )`,
    `create table opportunities (
      ${MODE},
      id text not null,
      kind text not null check (kind in ('locked', 'conditional', 'middle', 'value')),
      status text not null check (status in ('open', 'expired')),
      fixture_id text,
      profit_microdollars bigint not null,
      capital_microdollars bigint not null,
      return_on_capital text not null,
      legs text not null,
      body text not null,
      first_seen_ms bigint not null,
      last_seen_ms bigint not null,
      updates bigint not null,
      appearances bigint not null,
      best_edge_dollars text not null,
      best_at_ms bigint not null,
      last_edge_dollars text not null,
      gone_ms bigint,
      half_life_lower_ms bigint,
      half_life_upper_ms bigint,
      expired_at_ms bigint,
      expiry_cause text check (expiry_cause in ('gone', 'stale', 'unseen', 'evicted', 'stopped')),
      primary key (mode, id),
      check ((status = 'expired') = (expired_at_ms is not null)),
      check ((status = 'expired') = (expiry_cause is not null))
    )`,
    `create index opportunities_by_status on opportunities (mode, status, last_seen_ms)`,
    `create table opportunity_events (
      mode text not null,
      opportunity_id text not null,
      seq bigint not null,
      tag text not null check (tag in ('opened', 'updated', 'returned', 'expired')),
      at_ms bigint not null,
      profit_microdollars bigint not null,
      detail text not null,
      primary key (mode, opportunity_id, seq),
      foreign key (mode, opportunity_id) references opportunities (mode, id)
    )`,
    `create table plans (
      id text not null primary key,
      ${MODE},
      opportunity_id text,
      fixture_id text,
      status text not null check (status in ('open', 'ended')),
      revision bigint not null check (revision >= 1),
      guaranteed_microdollars bigint not null,
      capital_microdollars bigint not null,
      body text not null,
      created_at_ms bigint not null,
      updated_at_ms bigint not null,
      ended_at_ms bigint,
      outcome text,
      check ((status = 'ended') = (ended_at_ms is not null)),
      check ((status = 'ended') = (outcome is not null))
    )`,
    `create index plans_by_status on plans (mode, status, created_at_ms)`,
    `create table journal (
      ${MODE},
      account text not null,
      seq bigint not null check (seq >= 1),
      at_ms bigint not null,
      kind text not null,
      plan_id text,
      body text not null,
      lease text not null,
      fence bigint not null,
      primary key (mode, account, seq)
    )`,
    `create index journal_by_plan on journal (plan_id)`,
    `create table orders (
      client_order_id text not null primary key,
      ${MODE},
      account text not null,
      venue text not null,
      venue_order_id text,
      plan_id text references plans (id),
      leg bigint,
      instrument_id text not null,
      side text not null check (side in ('yes', 'no')),
      action text not null check (action in ('buy', 'sell')),
      time_in_force text not null,
      price_ticks bigint not null check (price_ticks between 0 and 10000),
      count_centicontracts bigint not null check (count_centicontracts > 0),
      filled_centicontracts bigint not null
        check (filled_centicontracts between 0 and count_centicontracts),
      status text not null check (status in
        ('intended', 'sent', 'unknown', 'resting', 'filled', 'cancelled', 'rejected', 'expired')),
      reason text,
      created_at_ms bigint not null,
      updated_at_ms bigint not null,
      unique (mode, venue, venue_order_id)
    )`,
    `create index orders_by_status on orders (mode, status)`,
    `create index orders_by_plan on orders (plan_id)`,
    `create table fills (
      id text not null primary key,
      ${MODE},
      account text not null,
      venue text not null,
      venue_fill_id text not null,
      client_order_id text,
      instrument_id text not null,
      side text not null check (side in ('yes', 'no')),
      action text not null check (action in ('buy', 'sell', 'settle')),
      liquidity text check (liquidity in ('maker', 'taker')),
      price_ticks bigint not null check (price_ticks between 0 and 10000),
      count_centicontracts bigint not null check (count_centicontracts > 0),
      cash_microdollars bigint not null check (cash_microdollars >= 0),
      fee_microdollars bigint not null,
      at_ms bigint not null,
      recorded_at_ms bigint not null,
      unique (mode, venue, venue_fill_id)
    )`,
    `create index fills_by_instrument on fills (mode, account, venue, instrument_id, side)`,
    `create index fills_by_order on fills (client_order_id)`,
    `create table bets (
      client_bet_id text not null primary key,
      ${MODE},
      account text not null,
      venue text not null,
      venue_bet_id text,
      plan_id text references plans (id),
      leg bigint,
      instrument_id text not null,
      status text not null check (status in
        ('intended', 'unknown', 'placed', 'rejected', 'won', 'lost', 'void', 'cashed-out')),
      odds text not null,
      stake_cents bigint not null check (stake_cents >= 0),
      to_return_cents bigint not null check (to_return_cents >= 0),
      returned_cents bigint check (returned_cents >= 0),
      reason text,
      created_at_ms bigint not null,
      updated_at_ms bigint not null,
      placed_at_ms bigint,
      settled_at_ms bigint,
      unique (mode, venue, venue_bet_id),
      check ((status in ('won', 'lost', 'void', 'cashed-out')) = (settled_at_ms is not null)),
      check ((settled_at_ms is null) = (returned_cents is null))
    )`,
    `create index bets_by_instrument on bets (mode, account, venue, instrument_id)`,
    `create index bets_by_status on bets (mode, status)`,
    `create table positions (
      ${MODE},
      account text not null,
      venue text not null,
      instrument_id text not null,
      side text not null check (side in ('yes', 'no', 'back')),
      bought_centicontracts bigint not null,
      bought_microdollars bigint not null,
      sold_centicontracts bigint not null,
      sold_microdollars bigint not null,
      settled_centicontracts bigint not null,
      settled_microdollars bigint not null,
      fee_microdollars bigint not null,
      open_bets bigint not null,
      open_stake_cents bigint not null,
      open_return_cents bigint not null,
      settled_stake_cents bigint not null,
      settled_return_cents bigint not null,
      updated_at_ms bigint not null,
      primary key (mode, account, venue, instrument_id, side)
    )`,
    `create table balances (
      seq bigint not null primary key,
      ${MODE},
      account text not null,
      venue text not null,
      shard text not null,
      at_ms bigint not null,
      cash_microdollars bigint not null,
      positions_microdollars bigint
    )`,
    `create index balances_by_account on balances (mode, account, venue, shard, seq)`,
    `create table daily_figures (
      ${MODE},
      account text not null,
      day text not null,
      opening_equity_microdollars bigint,
      high_water_microdollars bigint,
      realised_microdollars bigint not null,
      fee_microdollars bigint not null,
      stake_cents bigint not null,
      orders bigint not null,
      bets bigint not null,
      opportunities bigint not null,
      losing_streak bigint not null,
      body text not null,
      updated_at_ms bigint not null,
      primary key (mode, account, day)
    )`,
    `create table alerts (
      id text not null primary key,
      topic text not null,
      severity text not null check (severity in ('info', 'warning', 'critical')),
      code text not null,
      message text not null,
      context text not null,
      plan_id text,
      first_at_ms bigint not null,
      last_at_ms bigint not null,
      times bigint not null,
      acknowledged_at_ms bigint,
      acknowledged_by text,
      note text,
      check ((acknowledged_at_ms is null) = (acknowledged_by is null))
    )`,
    `create unique index alerts_open_topic on alerts (topic) where acknowledged_at_ms is null`,
    `create table kill_switch (
      seq bigint not null primary key,
      scope text not null,
      state text not null check (state in ('engaged', 'reset')),
      at_ms bigint not null,
      actor text not null check (actor in ('person', 'program')),
      set_by text not null,
      reason text not null,
      check (state = 'engaged' or actor = 'person')
    )`,
    `create index kill_switch_by_scope on kill_switch (scope, seq)`,
    ...appendOnly(),
  ],
}

function appendOnly(): readonly MigrationStatement[] {
  const refuse = `create function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception '% is append only', tg_table_name; end $$`
  return [
    {
      sqlite: APPEND_ONLY.flatMap((table) =>
        ['update', 'delete'].map(
          (verb) => `create trigger ${table}_no_${verb} before ${verb} on ${table}
            begin select raise(abort, '${table} is append only'); end`,
        ),
      ),
      postgres: [
        refuse,
        ...APPEND_ONLY.map(
          (table) => `create trigger ${table}_append_only before update or delete or truncate
            on ${table} for each statement execute function refuse_change()`,
        ),
      ],
    },
  ]
}
