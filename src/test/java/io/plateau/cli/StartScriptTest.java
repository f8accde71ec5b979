package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that starts Plateau, in front of a spark-submit that tells its environment, and the
 * configuration that it is given.
 */
class StartScriptTest {
  @TempDir private Path folder;

  @BeforeEach
  void copyScript() throws IOException {
    Files.createDirectories(folder.resolve("scripts"));
    Files.copy(Path.of("scripts/plateau"), folder.resolve("scripts/plateau"));
    script("scripts/jar", "echo plateau.jar");
    script("spark/bin/spark-submit", "echo \"$LC_ALL/$PLATEAU_PLAIN\"");
  }

  private void script(String name, String command) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** The first part of what spark-submit tells. */
  private String localeWith(Map<String, String> environment) throws Exception {
    return told(environment, "bash", folder.resolve("scripts/plateau") + "", "train", "x.yaml")
        .replaceAll("/.*", "");
  }

  private String told(Map<String, String> environment, String... command) throws Exception {
    return told(0, environment, command);
  }

  private String told(int status, Map<String, String> environment, String... command)
      throws Exception {
    ProcessBuilder start = new ProcessBuilder(command).redirectErrorStream(true);
    start.environment().keySet().removeIf(name -> name.equals("LANG") || name.startsWith("LC_"));
    start.environment().put("SPARK_HOME", folder.resolve("spark").toString());
    start.environment().putAll(environment);
    Process running = start.start();
    byte[] said = running.getInputStream().readAllBytes();
    assertThat(running.waitFor()).isEqualTo(status);
    return new String(said, StandardCharsets.UTF_8).strip();
  }

  @Test
  void theLocaleOfCronAndContainersHasNamesInAnyAlphabet() throws Exception {
    assertThat(localeWith(Map.of())).isEqualTo("C.UTF-8");
    assertThat(localeWith(Map.of("LANG", "C"))).isEqualTo("C.UTF-8");
    assertThat(localeWith(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "POSIX"))).isEqualTo("C.UTF-8");
    assertThat(localeWith(Map.of("LANG", "de_DE.UTF-8"))).as("the user's own").isEmpty();
  }

  /** Whether lines are written one after another on a terminal of so many columns. */
  private boolean plainOn(int columns, String terminal, String ci) throws Exception {
    String command =
        "stty cols %d; '%s' train x.yaml".formatted(columns, folder.resolve("scripts/plateau"));
    Map<String, String> environment = Map.of("LANG", "de_DE.UTF-8", "TERM", terminal, "CI", ci);
    return told(environment, "script", "-qec", command, "/dev/null").endsWith("/yes");
  }

  @Test
  void linesAreDrawnOverOnATerminalThatDoesNotWrapThem() throws Exception {
    String[] plain = {"bash", folder.resolve("scripts/plateau").toString(), "train", "x.yaml"};
    assertThat(told(Map.of("LANG", "de_DE.UTF-8"), plain)).as("no terminal").isEqualTo("/yes");
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && Files.isExecutable(Path.of("/usr/bin/script")),
        "makes terminals");
    assertThat(plainOn(60, "xterm", "")).isTrue();
    assertThat(plainOn(80, "xterm", "")).isFalse();
    assertThat(plainOn(80, "dumb", "")).isTrue();
    assertThat(plainOn(80, "xterm", "true")).isTrue();
  }

  @Test
  void aShortOptionThatSparkDoesNotHaveIsUnknown() throws Exception {
    script("spark/bin/spark-submit", "echo \"$*\"");
    String start = folder.resolve("scripts/plateau").toString();
    for (String[] wrong :
        new String[][] {{"-"}, {"-x"}, {"-x", "train", "x.yaml"}, {"-cv", "train"}}) {
      String[] command =
          Stream.concat(Stream.of("bash", start), Stream.of(wrong)).toArray(String[]::new);
      assertThat(told(2, Map.of(), command))
          .startsWith("plateau: unknown option " + wrong[0] + ";");
    }
    String[] setting = {"bash", start, "-c", "spark.ui.enabled=false", "train", "x.yaml"};
    assertThat(told(Map.of(), setting)).contains("-c spark.ui.enabled=false");
    assertThat(told(2, Map.of(), "bash", start, "-c")).contains("option -c needs a value");
  }

  /** Spark's own name is that of the class; of two settings the last counts, and --name of all. */
  @Test
  void clustersListTheCommandOrTheNameThatIsGiven() throws Exception {
    script("spark/bin/spark-submit", "echo \"$*\"");
    String start = folder.resolve("scripts/plateau").toString();
    String settings = told(Map.of(), "bash", start, "--conf", "spark.app.name=mine", "train", "x");
    assertThat(settings)
        .contains("--conf spark.app.name=plateau train --conf spark.app.name=mine plateau.jar");
    assertThat(told(Map.of(), "bash", start, "train")).contains("spark.app.name=plateau train");
    Path own = configured("own.conf", "# spark.app.name=x\n spark.app.name  mine\n");
    String[] given = {"bash", start, "--properties-file", own.toString(), "train", "x"};
    assertThat(told(Map.of(), given)).doesNotContain("spark.app.name");
    String[] joined = {"bash", start, "--properties-file=" + own, "train", "x"};
    assertThat(told(Map.of(), joined)).doesNotContain("spark.app.name");
    configured("-own.conf", "spark.app.name=mine");
    String dash =
        "cd '%s' && bash scripts/plateau --properties-file=-own.conf train".formatted(folder);
    assertThat(told(Map.of(), "bash", "-c", dash)).doesNotContain("spark.app.name");
    configured("spark/conf/spark-defaults.conf", "spark.app.name.other=1\n");
    assertThat(told(Map.of(), "bash", start, "train")).contains("spark.app.name=plateau train");
    configured("spark/conf/spark-defaults.conf", "spark.app.name=mine\n");
    assertThat(told(Map.of(), "bash", start, "train")).doesNotContain("spark.app.name");
    Path other = configured("other.conf", "spark.ui.enabled=false\n");
    String[] alone = {"bash", start, "--properties-file", other.toString(), "train"};
    assertThat(told(Map.of(), alone)).contains("spark.app.name=plateau train");
    String[] both = {
      "bash", start, "--load-spark-defaults", "--properties-file", other.toString(), "train"
    };
    assertThat(told(Map.of(), both)).doesNotContain("spark.app.name");
    assertThat(told(Map.of("SPARK_CONF_DIR", folder.toString()), "bash", start, "train"))
        .contains("spark.app.name=plateau train");
  }

  /**
   * A launcher that gives Java the option and all words of the command, and a Java that tells them.
   */
  @Test
  void theEmbeddedSparkHasTheSettingsOfItsFolderAndTheOptionsThatJavaKnows() throws Exception {
    script(
        "jdk/bin/java",
        """
        case $* in
          -version) echo "openjdk version \\"$VERSION.0.1\\"" >&2 ;;
          *launcher.Main*)
            while [ "$1" != org.apache.spark.deploy.SparkSubmit ]; do shift; done
            printf '%s\\0' "$0" -cp jars --add-opens=java.base/sun.security.action=ALL-UNNAMED "$@" ;;
          *) echo "$*" ;;
        esac\
        """);
    Files.createDirectories(folder.resolve("target/spark/jars"));
    String[] train = {"bash", folder + "/scripts/plateau", "--name", "none", "train", "x"};
    assertThat(told(withJava("17"), train))
        .contains("sun.security.action", "spark.app.name=plateau train", "--name none");
    assertThat(told(withJava("25"), train))
        .contains("--name none")
        .doesNotContain("sun.security.action");
    configured("conf/local/spark-defaults.conf", "spark.app.name mine\n");
    assertThat(told(withJava("17"), train)).doesNotContain("spark.app.name");
  }

  private Map<String, String> withJava(String version) {
    String home = folder.resolve("jdk").toString();
    return Map.of("SPARK_HOME", "", "JAVA_HOME", home, "VERSION", version);
  }

  private Path configured(String name, String settings) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, settings);
  }

  @Test
  void driversOnAStandaloneClusterOpenThePackagesThatOthersOpen() throws IOException {
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("conf/standalone/spark-defaults.conf"))) {
      settings.load(file);
    }
    assertThat(settings.getProperty("spark.driver.extraJavaOptions").split(" +"))
        .isEqualTo(
            Stream.of(JavaModuleOptions.defaultModuleOptionArray())
                .filter(option -> option.startsWith("--add-opens"))
                .toArray());
  }
}
