package dev.drydock.migration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.drydock.migration.";
  private static final String[] ADAPTERS = {
    ROOT + "flyway..", ROOT + "storage..", ROOT + "postgres..", ROOT + "kafka..", ROOT + "threads.."
  };
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.drydock.migration");

  @Test
  void domainKnowsOnlyItselfTheContractsAndTheJdk() {
    classes()
        .that()
        .resideInAPackage(ROOT + "domain..")
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(ROOT + "domain..")
                .or(resideInAPackage("dev.drydock.contracts.."))
                .or(resideInAPackage("java.."))
                .or(resideInAPackage("org.jspecify..")))
        .check(CLASSES);
  }

  @Test
  void applicationKnowsNoAdapterAndNoFramework() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "application..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "flyway..",
            ROOT + "storage..",
            ROOT + "postgres..",
            ROOT + "kafka..",
            ROOT + "threads..",
            ROOT + "configuration..",
            "org.flywaydb..",
            "org.postgresql..",
            "io.quarkus..",
            "jakarta..")
        .check(CLASSES);
  }

  @Test
  void adaptersDoNotKnowEachOther() {
    slices()
        .matching(ROOT + "(flyway|storage|postgres|kafka|threads)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void onlyTheFlywayAdapterKnowsFlyway() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "flyway..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.flywaydb..")
        .check(CLASSES);
  }

  @Test
  void theClockIsNotReadInTheDomain() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "domain..")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(CLASSES);
  }

  @Test
  void adaptersAreNotUsedByTheDomain() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ADAPTERS)
        .check(CLASSES);
  }
}
