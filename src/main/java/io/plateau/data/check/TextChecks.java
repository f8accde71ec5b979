package io.plateau.data.check;

import io.plateau.data.source.Slips;
import io.plateau.data.source.SourceOptions;
import io.plateau.data.source.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that texts of a text format are decoded, without quotes or commas that were no part of
 * them.
 */
final class TextChecks {
  private TextChecks() {}

  /**
   * The checks of a slot; none of a format that has types.
   *
   * @param otherwise what else helps than to declare the column, a clause
   */
  static List<Check> of(Table table, String named, int slot, String otherwise) {
    List<Check> checks = new ArrayList<>();
    if (!SourceOptions.isText(table.format())) {
      return checks;
    }
    checks.add(
        Check.none(
            slot,
            Check.Test.UNDECODED,
            "column %s has, in {}, text that %s".formatted(named, Slips.NOT_UTF_8)));
    if (!table.format().equals("csv")) {
      return checks;
    }
    Slips.keptQuote(table.options())
        .map(
            quote ->
                Check.known(
                    slot,
                    text -> !Slips.isDoublyQuoted(text, quote),
                    "column %s has, in {}, %s".formatted(named, Slips.doubled(quote))))
        .ifPresent(checks::add);
    if (table.inferred()) {
      checks.add(
          new Check(
              slot,
              Check.Test.DECIMAL_COMMA,
              text -> true,
              (bad, all) -> 2 * bad < all || all == 0,
              "column %s has, in {}, %s%s".formatted(named, Slips.COMMAS, otherwise)));
    }
    return checks;
  }
}
