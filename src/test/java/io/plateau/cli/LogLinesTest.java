package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that commands write of Spark's messages. */
class LogLinesTest {
  @ParameterizedTest
  @ValueSource(strings = {"local", "standalone", "yarn"})
  void tellWhatIsTheMatter(String configuration) throws Exception {
    Properties properties = new Properties();
    Path file = Path.of("conf", configuration, "log4j2.properties");
    try (Reader text = Files.newBufferedReader(file)) {
      properties.load(text);
    }
    PatternLayout layout =
        PatternLayout.newBuilder()
            .withPattern(properties.getProperty("appender.spark.layout.pattern"))
            .build();
    // As Spark's CSVHeaderChecker writes them
    assertThat(
            line(
                layout,
                "CSV header does not conform to the schema.\n Header: a, b, a, y\n Schema: a0, b, a2, y\nExpected: a0 but found: a\nCSV file: file:///d.csv"))
        .endsWith(
            " WARN Checker: CSV header does not conform to the schema. Expected: a0 but found: a\n");
    assertThat(
            line(
                layout,
                "Number of column in CSV header is not equal to number of fields in the schema:\n Header length: 3, schema size: 4\nCSV file: file:///d.csv"))
        .endsWith(" fields in the schema: Header length: 3, schema size: 4\n");
    assertThat(line(layout, "Lost task\n\tat a.B(C.java:1)"))
        .endsWith(" WARN Checker: Lost task\n");
  }

  /** The command says in one line why it cannot write; Spark would say that it gave up in three. */
  @Test
  void leaveOutThatWritingIsGivenUp() {
    URI file = Path.of("conf", "local", "log4j2.properties").toUri();
    try (LoggerContext context = new LoggerContext("local", null, file)) {
      context.start();
      Configuration configuration = context.getConfiguration();
      String writer = "org.apache.spark.sql.execution.datasources.FileFormatWriter";
      assertThat(configuration.getLoggerConfig(writer).getLevel()).isEqualTo(Level.OFF);
      LoggerConfig utils = configuration.getLoggerConfig("org.apache.spark.util.Utils");
      assertThat(utils.isFiltered(event("Aborting task"))).isTrue();
      assertThat(utils.isFiltered(event("Uncaught exception in thread main"))).isFalse();
      assertThat(utils.getLevel()).isEqualTo(Level.WARN);
    }
  }

  private static LogEvent event(String message) {
    return Log4jLogEvent.newBuilder()
        .setLoggerName("org.apache.spark.util.Utils")
        .setLevel(Level.ERROR)
        .setMessage(new SimpleMessage(message))
        .build();
  }

  private static String line(PatternLayout layout, String message) {
    return layout.toSerializable(
        Log4jLogEvent.newBuilder()
            .setLoggerName("org.apache.spark.Checker")
            .setLevel(Level.WARN)
            .setMessage(new SimpleMessage(message))
            .build());
  }
}
