/**
 * Large cities: the names that `at:` and a latency matrix understand, and the places that `worldwide` draws from.
 * Coordinates in degrees, of the city centre, to a hundredth (about a kilometre).
 */
export interface City {
  name: string;
  latitude: number;
  longitude: number;
  region: Region;
  /** Known by name, but not among the cities that `worldwide` draws from. */
  remote?: true;
}

/** Regions of the world, by which a topology places nodes. */
export const REGIONS = ['Africa', 'Asia', 'Europe', 'North America', 'Oceania', 'South America'] as const;
export type Region = (typeof REGIONS)[number];

/** All cities, the remote ones included. */
export const CITIES: readonly City[] = [
  { name: 'Addis Ababa', latitude: 9.03, longitude: 38.74, region: 'Africa' },
  { name: 'Algiers', latitude: 36.75, longitude: 3.06, region: 'Africa' },
  { name: 'Amsterdam', latitude: 52.37, longitude: 4.9, region: 'Europe' },
  { name: 'Athens', latitude: 37.98, longitude: 23.73, region: 'Europe' },
  { name: 'Atlanta', latitude: 33.75, longitude: -84.39, region: 'North America' },
  { name: 'Auckland', latitude: -36.85, longitude: 174.76, region: 'Oceania', remote: true },
  { name: 'Baghdad', latitude: 33.31, longitude: 44.36, region: 'Asia' },
  { name: 'Bangkok', latitude: 13.76, longitude: 100.5, region: 'Asia' },
  { name: 'Barcelona', latitude: 41.39, longitude: 2.17, region: 'Europe' },
  { name: 'Beijing', latitude: 39.9, longitude: 116.41, region: 'Asia' },
  { name: 'Bengaluru', latitude: 12.97, longitude: 77.59, region: 'Asia' },
  { name: 'Berlin', latitude: 52.52, longitude: 13.41, region: 'Europe' },
  { name: 'Birmingham', latitude: 52.49, longitude: -1.89, region: 'Europe' },
  { name: 'Bogota', latitude: 4.71, longitude: -74.07, region: 'South America', remote: true },
  { name: 'Boston', latitude: 42.36, longitude: -71.06, region: 'North America' },
  { name: 'Brisbane', latitude: -27.47, longitude: 153.03, region: 'Oceania', remote: true },
  { name: 'Brussels', latitude: 50.85, longitude: 4.35, region: 'Europe' },
  { name: 'Buenos Aires', latitude: -34.6, longitude: -58.38, region: 'South America' },
  { name: 'Cairo', latitude: 30.04, longitude: 31.24, region: 'Africa' },
  { name: 'Cape Town', latitude: -33.92, longitude: 18.42, region: 'Africa', remote: true },
  { name: 'Chicago', latitude: 41.88, longitude: -87.63, region: 'North America' },
  { name: 'Dallas', latitude: 32.78, longitude: -96.8, region: 'North America' },
  { name: 'Delhi', latitude: 28.61, longitude: 77.21, region: 'Asia' },
  { name: 'Dubai', latitude: 25.2, longitude: 55.27, region: 'Asia' },
  { name: 'Dublin', latitude: 53.35, longitude: -6.26, region: 'Europe' },
  { name: 'Frankfurt', latitude: 50.11, longitude: 8.68, region: 'Europe' },
  { name: 'Hamburg', latitude: 53.55, longitude: 9.99, region: 'Europe' },
  { name: 'Helsinki', latitude: 60.17, longitude: 24.94, region: 'Europe' },
  { name: 'Ho Chi Minh City', latitude: 10.82, longitude: 106.63, region: 'Asia', remote: true },
  { name: 'Hong Kong', latitude: 22.32, longitude: 114.17, region: 'Asia' },
  { name: 'Honolulu', latitude: 21.31, longitude: -157.86, region: 'Oceania', remote: true },
  { name: 'Istanbul', latitude: 41.01, longitude: 28.98, region: 'Europe' },
  { name: 'Jakarta', latitude: -6.21, longitude: 106.85, region: 'Asia', remote: true },
  { name: 'Johannesburg', latitude: -26.2, longitude: 28.05, region: 'Africa' },
  { name: 'Karachi', latitude: 24.86, longitude: 67.01, region: 'Asia' },
  { name: 'Lagos', latitude: 6.52, longitude: 3.38, region: 'Africa' },
  { name: 'Lima', latitude: -12.05, longitude: -77.04, region: 'South America', remote: true },
  { name: 'Lisbon', latitude: 38.72, longitude: -9.14, region: 'Europe' },
  { name: 'London', latitude: 51.51, longitude: -0.13, region: 'Europe' },
  { name: 'Los Angeles', latitude: 34.05, longitude: -118.24, region: 'North America' },
  { name: 'Madrid', latitude: 40.42, longitude: -3.7, region: 'Europe' },
  { name: 'Manila', latitude: 14.6, longitude: 120.98, region: 'Asia', remote: true },
  { name: 'Melbourne', latitude: -37.81, longitude: 144.96, region: 'Oceania', remote: true },
  { name: 'Mexico City', latitude: 19.43, longitude: -99.13, region: 'North America' },
  { name: 'Miami', latitude: 25.76, longitude: -80.19, region: 'North America' },
  { name: 'Milan', latitude: 45.46, longitude: 9.19, region: 'Europe' },
  { name: 'Montreal', latitude: 45.5, longitude: -73.57, region: 'North America' },
  { name: 'Moscow', latitude: 55.76, longitude: 37.62, region: 'Europe' },
  { name: 'Mumbai', latitude: 19.08, longitude: 72.88, region: 'Asia' },
  { name: 'Munich', latitude: 48.14, longitude: 11.58, region: 'Europe' },
  { name: 'Nairobi', latitude: -1.29, longitude: 36.82, region: 'Africa' },
  { name: 'New York', latitude: 40.71, longitude: -74.01, region: 'North America' },
  { name: 'Osaka', latitude: 34.69, longitude: 135.5, region: 'Asia', remote: true },
  { name: 'Oslo', latitude: 59.91, longitude: 10.75, region: 'Europe' },
  { name: 'Paris', latitude: 48.86, longitude: 2.35, region: 'Europe' },
  { name: 'Perth', latitude: -31.95, longitude: 115.86, region: 'Oceania', remote: true },
  { name: 'Portland', latitude: 45.52, longitude: -122.68, region: 'North America' },
  { name: 'Prague', latitude: 50.08, longitude: 14.44, region: 'Europe' },
  { name: 'Rio de Janeiro', latitude: -22.91, longitude: -43.17, region: 'South America', remote: true },
  { name: 'Riyadh', latitude: 24.71, longitude: 46.68, region: 'Asia' },
  { name: 'Rome', latitude: 41.9, longitude: 12.5, region: 'Europe' },
  { name: 'Rotterdam', latitude: 51.92, longitude: 4.48, region: 'Europe' },
  { name: 'San Francisco', latitude: 37.77, longitude: -122.42, region: 'North America' },
  { name: 'Santiago', latitude: -33.45, longitude: -70.67, region: 'South America', remote: true },
  { name: 'Sao Paulo', latitude: -23.55, longitude: -46.63, region: 'South America' },
  { name: 'Seattle', latitude: 47.61, longitude: -122.33, region: 'North America' },
  { name: 'Seoul', latitude: 37.57, longitude: 126.98, region: 'Asia' },
  { name: 'Shanghai', latitude: 31.23, longitude: 121.47, region: 'Asia' },
  { name: 'Shenzhen', latitude: 22.54, longitude: 114.06, region: 'Asia' },
  { name: 'Singapore', latitude: 1.35, longitude: 103.82, region: 'Asia' },
  { name: 'Stockholm', latitude: 59.33, longitude: 18.07, region: 'Europe' },
  { name: 'Sydney', latitude: -33.87, longitude: 151.21, region: 'Oceania' },
  { name: 'Taipei', latitude: 25.03, longitude: 121.57, region: 'Asia', remote: true },
  { name: 'Tehran', latitude: 35.69, longitude: 51.39, region: 'Asia' },
  { name: 'Tel Aviv', latitude: 32.09, longitude: 34.78, region: 'Asia' },
  { name: 'Tokyo', latitude: 35.68, longitude: 139.69, region: 'Asia' },
  { name: 'Toronto', latitude: 43.65, longitude: -79.38, region: 'North America' },
  { name: 'Vancouver', latitude: 49.28, longitude: -123.12, region: 'North America' },
  { name: 'Vienna', latitude: 48.21, longitude: 16.37, region: 'Europe' },
  { name: 'Warsaw', latitude: 52.23, longitude: 21.01, region: 'Europe' },
  { name: 'Washington', latitude: 38.91, longitude: -77.04, region: 'North America' },
  { name: 'Zurich', latitude: 47.38, longitude: 8.54, region: 'Europe' },
];

/**
 * The 67 cities that `worldwide` draws from. Without the remote ones the one-way latency of two of them has the spread
 * of the simulator that the paper used: mean 49.0 ms, median 50.2 ms, at most 136.7 ms.
 */
export const WORLDWIDE: readonly City[] = CITIES.filter((city) => !city.remote);
