package dev.drydock.coordinator.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.drydock.coordinator.domain.plan.Finding;

/** Findings as their table holds them: a state and what belongs to it. */
final class FindingJson {

  static String state(Finding finding) {
    return switch (finding) {
      case Finding.Waiting _ -> "WAITING";
      case Finding.ToUpgrade _ -> "TO_UPGRADE";
      case Finding.AlreadyThere _ -> "ALREADY_THERE";
      case Finding.Refused _ -> "REFUSED";
    };
  }

  static String write(Finding finding) {
    return switch (finding) {
      case Finding.Waiting _, Finding.AlreadyThere _ -> "{}";
      case Finding.ToUpgrade _, Finding.Refused _ -> Json.write(finding);
    };
  }

  static Finding read(String state, String json) {
    return switch (state) {
      case "WAITING" -> new Finding.Waiting();
      case "TO_UPGRADE" -> Json.read(json, new TypeReference<Finding.ToUpgrade>() {});
      case "ALREADY_THERE" -> new Finding.AlreadyThere();
      case "REFUSED" -> Json.read(json, new TypeReference<Finding.Refused>() {});
      default -> throw new IllegalStateException("a row holds a state that we did not write");
    };
  }

  private FindingJson() {}
}
