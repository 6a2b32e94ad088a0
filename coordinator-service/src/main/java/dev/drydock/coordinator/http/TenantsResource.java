package dev.drydock.coordinator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.drydock.access.Roles;
import dev.drydock.coordinator.application.FindTenants;
import dev.drydock.coordinator.application.ImportTenants;
import dev.drydock.coordinator.application.ImportTenants.Imported;
import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.tenant.TenantDraft;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
@Idempotent
class TenantsResource {
  private final ImportTenants importTenants;
  private final FindTenants findTenants;

  TenantsResource(ImportTenants importTenants, FindTenants findTenants) {
    this.importTenants = importTenants;
    this.findTenants = findTenants;
  }

  /**
   * @param next {@code null} on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TenantsPage(List<TenantView> tenants, @Nullable String next) {}

  @POST
  @Path("import")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Registers or updates tenants from JSON: all of them or none")
  public Imported importJson(byte[] body) {
    return imported(body, TenantJson::read);
  }

  @POST
  @Path("import")
  @Consumes("text/csv")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Registers or updates tenants from CSV: all of them or none")
  public Imported importCsv(byte[] body) {
    return imported(body, TenantCsv::read);
  }

  private Imported imported(byte[] body, BiFunction<String, Mistakes, List<TenantDraft>> reading) {
    var mistakes = new Mistakes();
    var drafts =
        Utf8.text(body, mistakes).map(text -> reading.apply(text, mistakes)).orElse(List.of());
    return importTenants.from(drafts, mistakes);
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Lists tenants by ID, those that the selector matches")
  public TenantsPage list(
      @QueryParam("selector") @Nullable String selector,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int wanted = Cursors.limit(limit);
    var selected = TenantSelector.parse(selector == null || selector.isBlank() ? "all" : selector);
    var after = Cursors.parse(cursor, dev.drydock.contracts.TenantId::new);
    var page = findTenants.page(selected, after, wanted);
    return new TenantsPage(
        page.stream().map(TenantView::of).toList(),
        Cursors.next(page, wanted, known -> known.tenant().id().value()));
  }

  @GET
  @Path("{id}")
  @RolesAllowed({Roles.VIEWER, Roles.WORKER})
  @Operation(summary = "One tenant, what is known of it, and its latest pass")
  public TenantView show(@jakarta.ws.rs.PathParam("id") String id) {
    return TenantView.of(findTenants.byId(Ids.tenant(id)));
  }
}
