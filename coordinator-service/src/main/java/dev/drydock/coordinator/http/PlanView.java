package dev.drydock.coordinator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Plan;
import dev.drydock.coordinator.application.Plan.PlannedWave;
import dev.drydock.coordinator.application.Plan.Refused;
import dev.drydock.coordinator.application.ReadPlans.CheckedPlan;
import dev.drydock.coordinator.application.ReadPlans.Note;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan; of long lists of names the first hundred.
 *
 * @param id of a plan whose tenants are asked
 * @param state {@code CHECKING} while tenants have not answered, {@code READY} when all have, none
 *     for a plan that asks nobody
 * @param scripts that some tenant still needs; before any has answered, the release's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanView(
    @Nullable String id,
    @Nullable String state,
    @Nullable CheckedView checked,
    String release,
    List<WaveView> waves,
    List<String> scripts,
    boolean transactional,
    List<String> nonTransactional,
    List<String> alreadyThere,
    List<RefusedView> refused,
    List<NoteView> notes,
    CountsView counts) {
  private static final int MOST_NAMES = 100;

  /** How many tenants of the plan are known, of how many. */
  record CheckedView(int done, int of) {}

  /**
   * @param sizeBytes of the tenants whose size is known; {@code sizesUnknown} are not
   */
  record WaveView(
      int number,
      String name,
      int tenants,
      List<String> names,
      long sizeBytes,
      int sizesUnknown,
      String gate) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RefusedView(String tenant, String reason, @Nullable String advice) {}

  record NoteView(String tenant, String note) {}

  record CountsView(int toUpgrade, int alreadyThere, int refused) {}

  /** What the ledger knows, nobody asked. */
  static PlanView of(Plan plan) {
    var migrations = plan.release().migrations();
    return view(
        null,
        plan,
        migrations.stream().map(Release.Migration::script).toList(),
        nonTransactional(plan.release()),
        List.of());
  }

  /** What the tenants have answered so far. */
  static PlanView of(CheckedPlan checked) {
    var release = checked.plan().release();
    boolean known = !checked.pending().isEmpty();
    return view(
        checked,
        checked.plan(),
        known
            ? checked.pending()
            : release.migrations().stream().map(Release.Migration::script).toList(),
        known ? List.copyOf(checked.nonTransactional()) : nonTransactional(release),
        checked.notes());
  }

  private static PlanView view(
      @Nullable CheckedPlan checked,
      Plan plan,
      List<String> scripts,
      List<String> nonTransactional,
      List<Note> notes) {
    return new PlanView(
        checked == null ? null : checked.id().value(),
        checked == null ? null : checked.ready() ? "READY" : "CHECKING",
        checked == null ? null : new CheckedView(checked.answered(), checked.asked()),
        plan.release().coordinates().toString(),
        plan.waves().stream().map(wave -> wave(wave, plan.strategy())).toList(),
        scripts,
        nonTransactional.isEmpty(),
        nonTransactional,
        names(plan.alreadyThere()),
        plan.refused().stream().limit(MOST_NAMES).map(PlanView::refused).toList(),
        notes.stream()
            .limit(MOST_NAMES)
            .map(note -> new NoteView(note.tenant().value(), note.text()))
            .toList(),
        new CountsView(plan.targets().size(), plan.alreadyThere().size(), plan.refused().size()));
  }

  private static List<String> nonTransactional(Release release) {
    return release.migrations().stream()
        .filter(m -> !m.transactional())
        .map(Release.Migration::script)
        .toList();
  }

  private static WaveView wave(PlannedWave wave, Strategy strategy) {
    return new WaveView(
        wave.number(),
        wave.name(),
        wave.tenants().size(),
        names(wave.tenants()),
        wave.sizeBytes(),
        wave.sizesUnknown(),
        "failed <= " + strategy.failureBudget().text());
  }

  private static RefusedView refused(Refused refused) {
    return new RefusedView(refused.tenant().value(), refused.reason(), refused.advice());
  }

  private static List<String> names(List<TenantId> ids) {
    return ids.stream().limit(MOST_NAMES).map(TenantId::value).toList();
  }
}
