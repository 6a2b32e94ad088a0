package dev.drydock.verification.search;

/** {@code ./drydock verify search}. */
public final class Main {
  public static void main(String[] arguments) {

    int f = Integer.parseInt(arguments[0]);
    var l = new TenantSearch(new Model(new Rules(), true), f, 20_000_000);
    l.run(World.Script.NOT_RUN_YET);
    var r = new TenantSearch(new Model(new Rules(), false), f, 20_000_000);
    r.run(World.Script.NOT_RUN_YET);
    long t = System.nanoTime();
    var s = new FleetSearch(l, r, f);
    s.run();
        System.out.printf("faults=%d states=%d steps=%d ends=%d in %d ms%n",
            f, s.states(), s.steps(), s.ends(), (System.nanoTime() - t) / 1000000);
  }

  private Main() {}
}
