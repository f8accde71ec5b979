package io.plateau.table.fit;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.table.DateOrder;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/**
 * Statistics of a column of dates in quarter hours since 1970-01-01T00:00: those of the numbers,
 * rounded down unless all of them are within a day, and the months, days of the week and hours that
 * occur.
 */
public final class DateStatistics implements ColumnStatistics {
  private static final long serialVersionUID = 1L;

  /** Bits of {@link #days} and {@link #months} once there is nothing more to see. */
  private static final int EVERY_DAY = (1 << 7) - 1;

  private static final int EVERY_MONTH = (1 << 13) - 2;

  private final DateOrder order;
  private final NumberStatistics numbers = new NumberStatistics();

  /** Those with fractions; empty once the dates are not within a day. */
  private NumberStatistics exact = new NumberStatistics();

  private boolean wide;

  private int months;
  private int days;
  private int hours;

  /** The day seen last: rows next to each other often have the same. */
  private long lastDay = Long.MIN_VALUE;

  /**
   * Empty statistics.
   *
   * @param order of dates that are written as text
   */
  public DateStatistics(DateOrder order) {
    this.order = order;
  }

  /** The order of dates that are written as text. */
  public DateOrder order() {
    return order;
  }

  /**
   * <em>Counts</em> n rows with a date in quarter hours, with fractions; NaN is a missing value.
   */
  public void add(double quarterHours, long n) {
    double whole = Math.floor(quarterHours);
    numbers.add(whole, n);
    if (!wide) {
      exact.add(quarterHours, n);
      forgetUnlessShort();
    }
    if (quarterHours != quarterHours) { // NaN
      return;
    }
    long quarters = (long) whole;
    long day = Math.floorDiv(quarters, DateUnit.QUARTERS);
    hours |= 1 << Math.floorMod(quarters, DateUnit.QUARTERS) / 4;
    if (day != lastDay && (days != EVERY_DAY || months != EVERY_MONTH)) {
      lastDay = day;
      days |= 1 << Math.floorMod(day + 3, 7); // 1970-01-01 was a Thursday
      months |= 1 << LocalDate.ofEpochDay(day).getMonthValue();
    }
  }

  @Override
  public void add(ColumnStatistics statistics) {
    DateStatistics other = (DateStatistics) statistics;
    numbers.add(other.numbers);
    exact.add(other.exact);
    wide |= other.wide;
    forgetUnlessShort();
    months |= other.months;
    days |= other.days;
    hours |= other.hours;
  }

  private void forgetUnlessShort() {
    wide |= numbers.present() > 0 && !isShort();
    if (wide) {
      exact = new NumberStatistics();
    }
  }

  @Override
  public long present() {
    return numbers.present();
  }

  @Override
  public long missing() {
    return numbers.missing();
  }

  @Override
  public Count distinct() {
    return numbers().distinct();
  }

  /** Statistics of the quarter hours. */
  public NumberStatistics numbers() {
    return isShort() ? exact : numbers;
  }

  /** Whether the dates are within a day, of which quarter hours would tell few apart. */
  public boolean isShort() {
    return unit().seconds();
  }

  /** The unit in which a model is to have the dates. */
  public DateUnit unit() {
    return DateUnit.of(numbers.least(), numbers.most());
  }

  /** The parts of which there is more than one value. */
  public Set<DatePart> varying() {
    Set<DatePart> parts = EnumSet.noneOf(DatePart.class);
    if (numbers().least() < numbers().most()) {
      parts.add(DatePart.DAYS);
    }
    if (numbers.present() > 0 && year(numbers.least()) < year(numbers.most())) {
      parts.add(DatePart.YEAR);
    }
    if (Integer.bitCount(months) > 1) {
      parts.add(DatePart.MONTH);
    }
    if (Integer.bitCount(days) > 1) {
      parts.add(DatePart.DAY_OF_WEEK);
    }
    if (Integer.bitCount(hours) > 1) {
      parts.add(DatePart.HOUR);
    }
    return parts;
  }

  private static int year(double quarterHours) {
    return LocalDate.ofEpochDay(Math.floorDiv((long) quarterHours, DateUnit.QUARTERS)).getYear();
  }
}
