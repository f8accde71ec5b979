package io.plateau;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows of a page that are made of the code's own words, between the comments {@code <!-- part -->}
 * and {@code <!-- end of part -->}. After a change of the code, {@code -Dplateau.write-pages=true}
 * writes them anew.
 */
public final class GeneratedRows {
  private GeneratedRows() {}

  /** Fails where the page has other rows. */
  public static void require(Path page, String part, String rows) throws IOException {
    String text = Files.readString(page);
    int from = text.indexOf("<!-- " + part + " -->\n") + ("<!-- " + part + " -->\n").length();
    int to = text.indexOf("<!-- end of " + part + " -->");
    if (Boolean.getBoolean("plateau.write-pages")) {
      Files.writeString(page, text.substring(0, from) + rows + text.substring(to));
      require(Files.readString(page).substring(from), rows);
    } else {
      require(text.substring(from), rows);
    }
  }

  private static void require(String rest, String rows) {
    assertThat(rest.substring(0, rest.indexOf("<!-- end of "))).isEqualTo(rows);
  }

  /** A cell's text, whose signs mean nothing to Markdown. */
  public static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "\\<");
  }
}
