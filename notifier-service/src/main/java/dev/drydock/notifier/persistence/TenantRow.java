package dev.drydock.notifier.persistence;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.notifier.domain.TenantKey;
import dev.drydock.notifier.domain.TenantStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "tenant")
class TenantRow {
  @EmbeddedId Key key;
  int wave;
  int pass;
  String state;

  @Enumerated(EnumType.STRING)
  Step step;

  int attempt;

  @Column(columnDefinition = "char(1)")
  char cell;

  @Enumerated(EnumType.STRING)
  @Column(name = "failure_code")
  FailureCode failureCode;

  @Column(name = "failure_subject")
  String failureSubject;

  @Column(name = "failure_line")
  int failureLine;

  @Column(name = "failure_sql_state")
  String failureSqlState;

  @Column(name = "failure_count")
  long failureCount;

  @Column(name = "failure_advice")
  String failureAdvice;

  @Enumerated(EnumType.STRING)
  @Column(name = "failed_step")
  Step failedStep;

  @Column(name = "backup_bytes")
  long backupBytes;

  @Column(name = "backup_proven")
  boolean backupProven;

  @Column(name = "worked_ms")
  long workedMs;

  long sequence;
  Instant since;

  void take(TenantStatus status) {
    key = Key.of(status.key());
    wave = status.wave();
    pass = status.pass();
    state = status.state();
    step = status.step();
    attempt = status.attempt();
    cell = status.cell().letter();
    takeFailure(status.failure());
    failedStep = status.failedStep();
    backupBytes = status.backupBytes();
    backupProven = status.backupProven();
    workedMs = status.workedMs();
    sequence = status.sequence();
    since = status.since();
  }

  private void takeFailure(@Nullable Failure failure) {
    failureCode = failure == null ? null : failure.code();
    failureSubject = failure == null ? null : failure.subject();
    failureLine = failure == null ? 0 : failure.line();
    failureSqlState = failure == null ? null : failure.sqlState();
    failureCount = failure == null ? 0 : failure.count();
    failureAdvice = failure == null ? null : failure.advice();
  }

  @Nullable Failure failure() {
    return failureCode == null
        ? null
        : new Failure(
            failureCode, failureSubject, failureLine, failureSqlState, failureCount, failureAdvice);
  }

  TenantStatus status() {
    return new TenantStatus(
        new TenantKey(new UpgradeId(key.upgrade()), new TenantId(key.tenant())),
        wave,
        pass,
        state,
        step,
        attempt,
        failure(),
        failedStep,
        backupBytes,
        backupProven,
        workedMs,
        sequence,
        since);
  }

  @Embeddable
  record Key(
      @Column(name = "upgrade_id") String upgrade, @Column(name = "tenant_id") String tenant) {
    static Key of(TenantKey key) {
      return new Key(key.upgrade().value(), key.tenant().value());
    }
  }
}
