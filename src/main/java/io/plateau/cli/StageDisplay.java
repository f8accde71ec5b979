package io.plateau.cli;

import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Display of the stages before and after the rounds: a line a stage, which begins with what is done
 * and ends with the seconds it took. On a terminal the line also tells how much is done.
 */
final class StageDisplay implements StageListener, AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000L;

  private final PrintStream out;
  private final boolean live;
  private final LongSupplier nanoTime;
  private String line = "";
  private long began;
  private long drawn;
  private int length;

  /**
   * @param live whether lines may be drawn over
   * @param nanoTime a clock
   */
  StageDisplay(PrintStream out, boolean live, LongSupplier nanoTime) {
    this.out = out;
    this.live = live;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void stageBegins(Stage stage, String subject) {
    close();
    line = stage.activity() + (subject.isEmpty() ? "" : " " + subject) + " ...";
    began = nanoTime.getAsLong();
    drawn = began;
    length = line.length();
    out.print(line);
    out.flush();
  }

  @Override
  public synchronized void stageProgress(double fraction) {
    long now = nanoTime.getAsLong();
    if (live && length > 0 && now - drawn >= REDRAW_NANOS) {
      drawn = now;
      draw(String.format(Locale.ROOT, "%3.0f %%", 100 * fraction));
    }
  }

  @Override
  public synchronized void stageEnds() {
    if (length > 0) {
      String seconds = String.format(Locale.ROOT, "%.1f s", (nanoTime.getAsLong() - began) * 1e-9);
      if (live) {
        draw(seconds);
      } else {
        out.print(" " + seconds);
      }
      close();
    }
  }

  private void draw(String end) {
    String text = line + " " + end;
    out.print("\r" + text + " ".repeat(Math.max(0, length - text.length())));
    out.flush();
    length = text.length();
  }

  /** Ends the line of a stage that is not done, so that others can follow. */
  @Override
  public synchronized void close() {
    if (length > 0) {
      out.println();
      out.flush();
      length = 0;
    }
  }
}
