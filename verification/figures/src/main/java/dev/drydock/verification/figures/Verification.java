package dev.drydock.verification.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * One {@code ./drydock verify} command. Progress goes to standard error; the last line of standard
 * output is the figures.
 */
@Command(
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no violation",
      "1:violations, each printed with what replays it",
      "2:wrong usage",
      "3:the verification could not be carried out, so it says nothing"
    })
public abstract class Verification implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How the figures are printed. */
  enum Output {
    text,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  private Output output = Output.text;

  @Spec private CommandSpec spec;

  /** The verification could not be carried out: it has neither passed nor failed. */
  public static final class NotCarriedOut extends RuntimeException {
    /**
     * @param message what stood in the way, and what to do about it
     */
    public NotCarriedOut(String message) {
      super(message);
    }
  }

  protected abstract Figures verify() throws Exception;

  /** Says how far it is. */
  protected final void say(String line) {
    err().println(line);
    err().flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  @Override
  public final Integer call() throws Exception {
    try {
      var figures = verify();
      figures.violations().forEach(violation -> say("violation: " + violation));
      spec.commandLine().getOut().println(output == Output.json ? json(figures) : figures.line());
      spec.commandLine().getOut().flush();
      return figures.passed() ? 0 : 1;
    } catch (NotCarriedOut e) {
      say("error: " + e.getMessage());
      return 3;
    }
  }

  private static String json(Figures figures) throws JsonProcessingException {
    var document = new LinkedHashMap<String, Object>();
    document.put("verification", figures.verification());
    document.put("passed", figures.passed());
    document.putAll(figures.values());
    document.put("violations", figures.violations());
    return JSON.writeValueAsString(document);
  }

  /** Runs the command of this name out of those of a module, and ends the process. */
  public static void run(String[] arguments, Verification... commands) {
    var root = new CommandLine(new Commands());
    for (var command : commands) {
      root.addSubcommand(command);
    }
    root.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(root.execute(arguments));
  }

  @Command(name = "drydock verify", mixinStandardHelpOptions = true)
  private static final class Commands implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      spec.commandLine().usage(spec.commandLine().getErr());
    }
  }
}
