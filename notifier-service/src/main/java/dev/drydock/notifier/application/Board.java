package dev.drydock.notifier.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people look at: the projection, read only. */
public interface Board {

  /**
   * Newest first.
   *
   * @param before the ID that the page before ended with, {@code null} for the first page
   */
  List<Upgrade> upgrades(@Nullable String before, int limit);

  Optional<Upgrade> upgrade(String id);

  /** One letter of {@link dev.drydock.notifier.domain.Cell} per tenant, by wave and name. */
  String cells(String upgrade);

  /** The names in the order of {@link #cells}. */
  List<String> names(String upgrade);

  Optional<Tenant> tenant(String upgrade, String tenant);

  /** Grouped by cause, the most frequent first; at most 2,000 tenants each. */
  List<Cause> failures(String upgrade);

  /** Parked tenants, oldest first. */
  List<Tenant> parked(String upgrade, int limit);

  /** Position of the last event. */
  long position();

  /**
   * In log order.
   *
   * @param upgrade {@code null} for all
   */
  List<Logged> eventsAfter(long position, @Nullable String upgrade, int limit);

  /**
   * The latest, newest first.
   *
   * @param tenant {@code null} for all
   */
  List<Logged> latest(String upgrade, @Nullable String tenant, int limit);

  /**
   * @param counts by the cells' names
   */
  record Upgrade(
      String id,
      String release,
      String state,
      @Nullable String reason,
      @Nullable String by,
      @Nullable String startedBy,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      int tenants,
      int backupsProven,
      long backupBytes,
      Map<String, Integer> counts,
      List<Wave> waves) {}

  /** One wave and how many of its tenants are where. */
  record Wave(
      int number,
      String name,
      String state,
      int tenants,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      Map<String, Integer> counts) {}

  /** One tenant now. */
  record Tenant(
      String upgrade,
      String tenant,
      int wave,
      int pass,
      String state,
      String cell,
      @Nullable String step,
      int attempt,
      @Nullable String failedStep,
      @Nullable String failureCode,
      @Nullable String failure,
      @Nullable String advice,
      long backupBytes,
      boolean backupProven,
      long workedMs,
      @Nullable Instant since) {}

  /** Tenants that failed for the same reason. */
  record Cause(
      String code, @Nullable String subject, String summary, int count, List<Failed> tenants) {}

  /** One tenant that failed. */
  record Failed(String tenant, String state, @Nullable String step) {}

  /**
   * An event as it was logged.
   *
   * @param body structured CloudEvents JSON
   */
  record Logged(
      long position, String upgrade, String tenant, String type, Instant time, String body) {}
}
