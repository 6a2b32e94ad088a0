package dev.drydock.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void verbsCallAndShow_callsAndViewsDoNotKnowEachOther() {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.drydock.cli");

    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("verbs")
        .definedBy("dev.drydock.cli.command..")
        .layer("demo")
        .definedBy("dev.drydock.cli.demo..")
        .layer("doctor")
        .definedBy("dev.drydock.cli.doctor..")
        .layer("calls")
        .definedBy("dev.drydock.cli.http..")
        .layer("views")
        .definedBy("dev.drydock.cli.view..")
        .whereLayer("verbs")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("demo")
        .mayOnlyBeAccessedByLayers("verbs")
        .whereLayer("doctor")
        .mayOnlyBeAccessedByLayers("verbs")
        .whereLayer("views")
        .mayOnlyBeAccessedByLayers("verbs")
        .whereLayer("calls")
        .mayOnlyBeAccessedByLayers("verbs", "demo")
        .check(classes);
  }
}
