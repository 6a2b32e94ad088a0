package dev.drydock.notifier.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.notifier.domain.Cell;
import dev.drydock.notifier.domain.Narration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logged events as people read them. */
@ApplicationScoped
public class Feed {
  private final ObjectMapper json;
  private final EventDocuments documents;

  Feed(ObjectMapper json, EventDocuments documents) {
    this.json = json;
    this.documents = documents;
  }

  /**
   * @param tenant {@code null} for events about the whole upgrade
   * @param cell what the tenant's cell became, {@code null} for events about the whole upgrade
   */
  public record Line(
      long position,
      Instant time,
      String upgrade,
      @Nullable String tenant,
      String type,
      @Nullable String cell,
      boolean failed,
      int pass,
      int attempt,
      @Nullable String endedStep,
      long stepDurationMs,
      String text) {}

  public List<Line> of(List<Board.Logged> logged) {
    return logged.stream().map(this::line).flatMap(Optional::stream).toList();
  }

  private Optional<Line> line(Board.Logged logged) {
    try {
      return documents.read(json.readTree(logged.body())).map(fact -> line(logged, fact));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the log holds what was written as JSON", e);
    }
  }

  private static Line line(Board.Logged logged, Message<? extends Event> fact) {
    return switch (fact.data()) {
      case Event.OfUpgrade event ->
          new Line(
              logged.position(),
              logged.time(),
              logged.upgrade(),
              null,
              logged.type(),
              null,
              false,
              0,
              0,
              null,
              0,
              Narration.of(event));
      case Event.TenantMoved moved ->
          new Line(
              logged.position(),
              logged.time(),
              logged.upgrade(),
              logged.tenant(),
              logged.type(),
              Cell.of(moved.to(), moved.step(), moved.attempt()).name(),
              Narration.tellsFailure(moved),
              moved.pass(),
              moved.attempt(),
              moved.endedStep() == null ? null : moved.endedStep().name(),
              moved.stepDurationMs(),
              Narration.of(moved));
    };
  }
}
