package dev.drydock.notifier.persistence;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.notifier.application.Deliveries;
import dev.drydock.notifier.domain.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A lane is one tenant of one upgrade at one webhook: only its oldest delivery is ever due. */
@ApplicationScoped
class PostgresDeliveries implements Deliveries {
  private static final String PLAN =
      """
      insert into delivery
        (webhook_id, position, lane, message_id, type, state, created_at, retry_from, next_at)
      select w.id, e.position, e.upgrade_id || '/' || e.tenant_id, e.ce_id, e.type, 'PENDING',
             :now, :now, :now
      from event e
      join webhook w on w.state = 'ENABLED'
        and (cardinality(w.types) = 0 or e.type = any (w.types))
      where e.ce_id in (:ids)
      order by e.position
      """;
  private static final String PLAN_ONE =
      """
      insert into delivery
        (webhook_id, lane, message_id, type, body, state, created_at, retry_from, next_at)
      values (:webhook, :message, :message, :type, :body, 'PENDING', :now, :now, :now)
      returning id
      """;
  private static final String LEASE =
      """
      with place as (
        select w.id, case when w.failures > 0 then 1 else :perWebhook end - (
            select count(*) from delivery busy
            where busy.webhook_id = w.id and busy.state = 'PENDING' and busy.lease_until > :now
          ) as free
        from webhook w
        where w.state = 'ENABLED' and (w.paused_until is null or w.paused_until <= :now)
      ), oldest as (
        select d.id, row_number() over (partition by d.webhook_id order by d.next_at, d.id)
            <= place.free as fits
        from delivery d
        join place on place.id = d.webhook_id and place.free > 0
        where d.state = 'PENDING' and d.next_at <= :now
          and (d.lease_until is null or d.lease_until <= :now)
          and not exists (
            select 1 from delivery older
            where older.webhook_id = d.webhook_id and older.lane = d.lane
              and older.state = 'PENDING' and older.id < d.id)
      ), due as (
        select d.id from delivery d
        join oldest on oldest.id = d.id and oldest.fits
        where d.state = 'PENDING' and (d.lease_until is null or d.lease_until <= :now)
        order by d.next_at, d.id
        limit :limit
        for update of d skip locked
      ), leased as (
        update delivery d set attempt = d.attempt + 1, lease_until = :until
        from due where due.id = d.id
        returning d.id, d.webhook_id, d.message_id, d.type, d.body, d.attempt, d.retry_from,
                  d.position
      )
      select l.id, l.webhook_id, l.message_id, l.type, coalesce(l.body, e.body) as body,
             l.attempt, l.retry_from
      from leased l left join event e on e.position = l.position
      order by l.id
      """;
  private static final String DELIVERED =
      """
      update delivery set state = 'DELIVERED', last_status = :status, last_error = null,
        delivered_at = :now, next_at = null, lease_until = null
      where id = :id and attempt = :attempt and state = 'PENDING'
      """;
  private static final String FAILED =
      """
      update delivery set state = :state, last_status = :status, last_error = :code,
        next_at = cast(:next as timestamptz), lease_until = null
      where id = :id and attempt = :attempt and state = 'PENDING'
      """;
  private static final String LIST =
      """
      select id, message_id, type, state, attempt, last_status, last_error, created_at, next_at,
             delivered_at
      from delivery where webhook_id = :webhook order by id desc limit :limit
      """;
  private static final String AGAIN =
      """
      update delivery set state = 'PENDING', retry_from = :now, next_at = :now,
        lease_until = null, delivered_at = null
      where id = :id and webhook_id = :webhook
      """;

  private final EntityManager entities;
  private final Clock clock;

  PostgresDeliveries(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  @Override
  public void plan(List<Message<? extends Event>> logged) {
    entities
        .createNativeQuery(PLAN)
        .setParameter("now", clock.instant())
        .setParameter("ids", logged.stream().map(fact -> fact.envelope().id()).toList())
        .executeUpdate();
  }

  @Override
  public long planOne(UUID webhook, String messageId, String type, String body, Instant now) {
    return (Long)
        entities
            .createNativeQuery(PLAN_ONE, Long.class)
            .setParameter("webhook", webhook)
            .setParameter("message", messageId)
            .setParameter("type", type)
            .setParameter("body", body)
            .setParameter("now", now)
            .getSingleResult();
  }

  @Override
  public List<Delivery> lease(int limit, int perWebhook, Instant now, Duration lease) {
    return tuples(LEASE)
        .setParameter("now", now)
        .setParameter("perWebhook", perWebhook)
        .setParameter("until", now.plus(lease))
        .setParameter("limit", limit)
        .getResultStream()
        .map(PostgresDeliveries::delivery)
        .toList();
  }

  @SuppressWarnings("unchecked")
  private jakarta.persistence.TypedQuery<Tuple> tuples(String sql) {
    return (jakarta.persistence.TypedQuery<Tuple>) entities.createNativeQuery(sql, Tuple.class);
  }

  private static Delivery delivery(Tuple row) {
    return new Delivery(
        row.get("id", Long.class),
        row.get("webhook_id", UUID.class),
        row.get("message_id", String.class),
        row.get("type", String.class),
        row.get("body", String.class),
        row.get("attempt", Integer.class),
        row.get("retry_from", Instant.class));
  }

  @Override
  public void delivered(long id, int attempt, int status, Instant now) {
    entities
        .createNativeQuery(DELIVERED)
        .setParameter("status", status)
        .setParameter("now", now)
        .setParameter("id", id)
        .setParameter("attempt", attempt)
        .executeUpdate();
  }

  @Override
  public void failed(long id, int attempt, int status, String code, @Nullable Instant nextAt) {
    entities
        .createNativeQuery(FAILED)
        .setParameter("state", nextAt == null ? "GIVEN_UP" : "PENDING")
        .setParameter("status", status)
        .setParameter("code", code)
        .setParameter("next", nextAt == null ? null : nextAt.toString())
        .setParameter("id", id)
        .setParameter("attempt", attempt)
        .executeUpdate();
  }

  @Override
  public List<State> of(UUID webhook, int limit) {
    return tuples(LIST)
        .setParameter("webhook", webhook)
        .setParameter("limit", limit)
        .getResultStream()
        .map(PostgresDeliveries::state)
        .toList();
  }

  private static State state(Tuple row) {
    return new State(
        row.get("id", Long.class),
        row.get("message_id", String.class),
        row.get("type", String.class),
        row.get("state", String.class),
        row.get("attempt", Integer.class),
        row.get("last_status", Integer.class),
        row.get("last_error", String.class),
        row.get("created_at", Instant.class),
        row.get("next_at", Instant.class),
        row.get("delivered_at", Instant.class));
  }

  @Override
  public boolean again(UUID webhook, long id, Instant now) {
    return entities
            .createNativeQuery(AGAIN)
            .setParameter("now", now)
            .setParameter("id", id)
            .setParameter("webhook", webhook)
            .executeUpdate()
        > 0;
  }

  @Override
  public int dropOlderThan(Instant time) {
    return entities
        .createNativeQuery("delete from delivery where state <> 'PENDING' and created_at < :time")
        .setParameter("time", time)
        .executeUpdate();
  }
}
