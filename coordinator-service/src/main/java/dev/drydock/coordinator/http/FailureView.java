package dev.drydock.coordinator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.drydock.contracts.Failure;
import org.jspecify.annotations.Nullable;

/** A failure, and its one line for people. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FailureView(
    String code,
    String kind,
    @Nullable String subject,
    int line,
    @Nullable String sqlState,
    long count,
    @Nullable String advice,
    String summary) {

  static @Nullable FailureView of(@Nullable Failure failure) {
    return failure == null
        ? null
        : new FailureView(
            failure.code().name(),
            failure.code().kind().name(),
            failure.subject(),
            failure.line(),
            failure.sqlState(),
            failure.count(),
            failure.advice(),
            failure.summary());
  }
}
