package dev.drydock.coordinator.domain.tenant;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.coordinator.domain.Mistakes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a draft into a tenant, or says everything that is wrong with it. */
public final class TenantCheck {
  /** Every field a tenant may have. */
  public static final Set<String> FIELDS =
      Collections.unmodifiableSet(
          new TreeSet<>(
              List.of(
                  "id",
                  "engine",
                  "host",
                  "port",
                  "database",
                  "schema",
                  "credential",
                  "writerRoles",
                  "labels",
                  "ring",
                  "timeZone",
                  "maintenanceWindow")));

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})|[0-9A-Fa-f:]{2,45}");
  private static final Pattern CREDENTIAL =
      Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]{0,127}|file:/[^\\p{Cntrl}]{1,1000}");
  private static final Pattern WINDOW =
      Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(passw|pwd|secret|token|url|uri|dsn|user).*");
  private static final Set<String> SYSTEM_DATABASES = Set.of("postgres", "template0", "template1");

  private final DraftReader fields;
  private final Set<String> timeZones;

  private TenantCheck(DraftReader fields, Set<String> timeZones) {
    this.fields = fields;
    this.timeZones = timeZones;
  }

  /**
   * @param timeZones the names that count as one
   * @return empty when something was wrong, which is noted
   */
  public static Optional<Tenant> check(
      TenantDraft draft, Set<String> timeZones, Mistakes mistakes) {
    int before = mistakes.count();
    var check = new TenantCheck(new DraftReader(draft, mistakes), timeZones);
    check.refuseUnknownFields(draft);
    var tenant = check.tenant();
    return mistakes.count() > before ? Optional.empty() : Optional.ofNullable(tenant);
  }

  private @Nullable Tenant tenant() {
    var target = target();
    var labels = LabelRules.checked(fields, "labels");
    var ring =
        fields.optional("ring", LabelRules::isWord, "a word of letters, digits, '.', '_' or '-'");
    var zone = fields.optional("timeZone", timeZones::contains, "an IANA name, Europe/Berlin");
    var window =
        fields.optional(
            "maintenanceWindow",
            text -> WINDOW.matcher(text).matches(),
            "HH:MM-HH:MM, 22:00-04:00");
    if (window != null && zone == null) {
      fields.mistake("maintenanceWindow", "needs a timeZone");
    }
    return target == null ? null : new Tenant(target, labels, ring, zone, window);
  }

  private @Nullable TenantTarget target() {
    var id = id();
    var engine = engine();
    var host =
        fields.required(
            "host",
            text -> HOST.matcher(text).matches(),
            "the name or address of the database server, not a URL");
    int port = fields.port("port");
    var database = fields.required("database", TenantCheck::isName, NAME_EXPECTED);
    var schema = fields.optional("schema", TenantCheck::isName, NAME_EXPECTED);
    var credential = credential();
    var writerRoles = fields.names("writerRoles", TenantCheck::isName, "role names");
    refuseSystemPlaces(database, schema);
    if (id == null || engine == null || host == null || database == null) {
      return null;
    }
    if (credential == null || writerRoles == null || port == 0) {
      return null;
    }
    return new TenantTarget(
        id, engine, host.toLowerCase(Locale.ROOT), port, database, schema, credential, writerRoles);
  }

  private @Nullable TenantId id() {
    var id =
        fields.required(
            "id",
            text -> ID.matcher(text).matches(),
            "1 to 63 lower-case letters, digits and '-', beginning with a letter or digit");
    if (id != null && id.equals(Event.FLEET.value())) {
      fields.mistake("id", "is a reserved word; choose another");
      return null;
    }
    return id == null ? null : new TenantId(id);
  }

  private @Nullable Engine engine() {
    var engine =
        fields.required(
            "engine", text -> text.equals("postgresql"), "'postgresql', the only engine so far");
    return engine == null ? null : Engine.POSTGRESQL;
  }

  private @Nullable String credential() {
    var reference =
        fields.required(
            "credential",
            text -> CREDENTIAL.matcher(text).matches(),
            "a reference, 'env:NAME' or 'file:/absolute/path', never the secret itself");
    if (reference != null && List.of(reference.split("/")).contains("..")) {
      fields.mistake("credential", "must be an absolute path without '..'");
      return null;
    }
    return reference;
  }

  private void refuseSystemPlaces(@Nullable String database, @Nullable String schema) {
    if (database != null
        && ((SYSTEM_DATABASES.contains(database) && schema == null)
            || database.startsWith("_drydock")
            || database.startsWith("template"))) {
      fields.mistake("database", "is the server's own or reserved; it cannot be a tenant");
    }
    if (schema != null
        && (schema.startsWith("pg_")
            || schema.startsWith("_drydock")
            || schema.equals("information_schema"))) {
      fields.mistake("schema", "is the server's own or reserved; it cannot be a tenant");
    }
  }

  private void refuseUnknownFields(TenantDraft draft) {
    for (var name : draft.fields().keySet()) {
      if (FIELDS.contains(name)) {
        continue;
      }
      fields.mistake(
          name,
          SECRET.matcher(name).matches()
              ? "is not taken: logins stay where 'credential' points (env:NAME or file:/path)"
              : "is not a field of a tenant; these are: " + String.join(", ", FIELDS));
    }
  }

  private static final String NAME_EXPECTED = "a name of 1 to 63 bytes without control characters";

  /** What PostgreSQL does not cut short: at most 63 bytes. */
  private static boolean isName(String text) {
    return !text.isBlank()
        && text.getBytes(StandardCharsets.UTF_8).length <= 63
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  /** What labels may be called and may say: whatever a selector can ask for. */
  private static final class LabelRules {
    private static final int MOST = 32;
    private static final Set<String> RESERVED =
        Set.of("id", "ring", "engine", "host", "database", "all");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:-]{0,62}");

    static boolean isWord(String text) {
      return WORD.matcher(text).matches();
    }

    static SortedMap<String, String> checked(DraftReader fields, String field) {
      var labels = fields.pairs(field);
      if (labels.size() > MOST) {
        fields.mistake(field, "has more than " + MOST + " labels");
      }
      for (var label : labels.entrySet()) {
        if (RESERVED.contains(label.getKey())) {
          fields.mistake(field, "must not use the name '" + label.getKey() + "', a field's own");
        } else if (!isWord(label.getKey()) || !isWord(label.getValue())) {
          fields.mistake(field, "must have names and values of letters, digits and . _ / : -");
        }
      }
      return labels;
    }
  }
}
