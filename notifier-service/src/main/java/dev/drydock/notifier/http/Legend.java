package dev.drydock.notifier.http;

import dev.drydock.notifier.domain.Cell;
import java.util.List;
import java.util.stream.Stream;

/** The heat-map's legend, worst first. */
final class Legend {
  static final List<UpgradePage.Figure> FIGURES =
      Stream.of(
              Cell.PARKED,
              Cell.RESTORED,
              Cell.UNTOUCHED,
              Cell.RETRYING,
              Cell.UPGRADED,
              Cell.PREFLIGHT,
              Cell.QUIESCE,
              Cell.BACKUP,
              Cell.PROVE,
              Cell.MIGRATE,
              Cell.INSPECT,
              Cell.VERIFY,
              Cell.RESTORE,
              Cell.RELEASE,
              Cell.WORKING,
              Cell.PENDING)
          .map(cell -> new UpgradePage.Figure(cell.name(), cell.label(), 0))
          .toList();

  private Legend() {}
}
