package io.plateau;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** Warnings that a class writes to the log. */
public final class LoggedWarnings {
  private LoggedWarnings() {}

  /** What is done while warnings are gathered. */
  @FunctionalInterface
  public interface Action<E extends Exception> {
    void run() throws E;
  }

  public static <E extends Exception> List<String> of(Class<?> logging, Action<E> action) throws E {
    List<String> messages = new CopyOnWriteArrayList<>();
    AbstractAppender appender =
        new AbstractAppender("messages", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            messages.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    Logger logger = (Logger) LogManager.getLogger(logging);
    Level before = logger.getLevel();
    Configurator.setLevel(logging, Level.WARN);
    logger.addAppender(appender);
    try {
      action.run();
    } finally {
      logger.removeAppender(appender);
      Configurator.setLevel(logging, before);
    }
    return messages;
  }
}
