package dev.drydock.notifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rings: domain, application, adapters that do not know each other. */
class ArchitectureTest {
  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.drydock.notifier");

  @Test
  void theDomainKnowsOnlyTheJdkAndTheContracts() {
    classes()
        .that()
        .resideInAPackage("..notifier.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..notifier.domain..", "dev.drydock.contracts..", "java..", "org.jspecify..")
        .check(SERVICE);
  }

  @Test
  void theApplicationKnowsNoAdapter() {
    noClasses()
        .that()
        .resideInAPackage("..notifier.application..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..notifier.http..",
            "..notifier.kafka..",
            "..notifier.persistence..",
            "..notifier.ledger..",
            "..notifier.okhttp..",
            "..notifier.crypto..",
            "jakarta.ws.rs..",
            "jakarta.persistence..",
            "org.apache.kafka..",
            "okhttp3..")
        .check(SERVICE);
  }

  @Test
  void adaptersDoNotKnowEachOther() {
    slices()
        .matching("dev.drydock.notifier.(http|kafka|persistence|ledger|okhttp|crypto)..")
        .should()
        .notDependOnEachOther()
        .check(SERVICE);
  }
}
