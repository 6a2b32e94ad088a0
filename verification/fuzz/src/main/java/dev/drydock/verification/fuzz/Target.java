package dev.drydock.verification.fuzz;

import dev.drydock.verification.fuzz.targets.BundlesTarget;
import dev.drydock.verification.fuzz.targets.ClaimsTarget;
import dev.drydock.verification.fuzz.targets.LedgerTarget;
import dev.drydock.verification.fuzz.targets.RecordsTarget;
import dev.drydock.verification.fuzz.targets.RowsTarget;
import dev.drydock.verification.fuzz.targets.ScriptsTarget;
import dev.drydock.verification.fuzz.targets.SettingsTarget;
import dev.drydock.verification.fuzz.targets.SheetsTarget;
import dev.drydock.verification.fuzz.targets.StructuredTarget;
import dev.drydock.verification.fuzz.targets.TenantsCsvTarget;
import dev.drydock.verification.fuzz.targets.TenantsJsonTarget;
import dev.drydock.verification.fuzz.targets.UpgradesTarget;
import dev.drydock.verification.fuzz.targets.WebhooksTarget;
import dev.drydock.verification.fuzz.targets.ZipsTarget;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Something of ours that reads what others wrote. */
enum Target {
  RECORDS(RecordsTarget.class),
  STRUCTURED(StructuredTarget.class),
  ROWS(RowsTarget.class),
  CLAIMS(ClaimsTarget.class),
  LEDGER(LedgerTarget.class),
  TENANTS_JSON(TenantsJsonTarget.class),
  TENANTS_CSV(TenantsCsvTarget.class),
  UPGRADES(UpgradesTarget.class),
  SHEETS(SheetsTarget.class),
  SETTINGS(SettingsTarget.class),
  BUNDLES(BundlesTarget.class),
  SCRIPTS(ScriptsTarget.class),
  ZIPS(ZipsTarget.class),
  WEBHOOKS(WebhooksTarget.class);

  private final Class<?> entry;

  Target(Class<?> entry) {
    this.entry = entry;
  }

  /** As it is typed, and as its corpus is called. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Target> titled(String title) {
    return Arrays.stream(values()).filter(target -> target.title().equals(title)).findFirst();
  }

  String className() {
    return entry.getName();
  }

  /**
   * Runs one input, without a fuzzer.
   *
   * @throws Throwable what the fuzzer would have called a finding
   */
  void run(byte[] input) throws Throwable {
    entryPoint().invokeExact(input);
  }

  private MethodHandle entryPoint() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findStatic(entry, "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class));
  }
}
