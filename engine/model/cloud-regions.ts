/**
 * Cloud regions, by the names that their providers use. Like cities, they can be named as places of nodes and in latency
 * matrices. None is drawn by `worldwide` or `region`. Coordinates in degrees, of the area that the provider names.
 */
export interface CloudRegion {
  name: string;
  provider: 'AWS' | 'Azure' | 'Google Cloud' | 'IBM Cloud';
  area: string;
  latitude: number;
  longitude: number;
}

type Row = [name: string, area: string, latitude: number, longitude: number];

function regions(provider: CloudRegion['provider'], rows: readonly Row[]): CloudRegion[] {
  return rows.map(([name, area, latitude, longitude]) => ({ name, provider, area, latitude, longitude }));
}

/** All regions, by provider. */
export const CLOUD_REGIONS: readonly CloudRegion[] = [
  ...regions('AWS', [
    ['us-east-1', 'Northern Virginia', 39.04, -77.49],
    ['us-east-2', 'Ohio', 39.96, -83.0],
    ['us-west-1', 'Northern California', 37.35, -121.96],
    ['us-west-2', 'Oregon', 45.84, -119.7],
    ['ca-central-1', 'Montreal', 45.5, -73.57],
    ['sa-east-1', 'Sao Paulo', -23.55, -46.63],
    ['eu-central-1', 'Frankfurt', 50.11, 8.68],
    ['eu-central-2', 'Zurich', 47.38, 8.54],
    ['eu-west-1', 'Dublin', 53.35, -6.26],
    ['eu-west-2', 'London', 51.51, -0.13],
    ['eu-west-3', 'Paris', 48.86, 2.35],
    ['eu-north-1', 'Stockholm', 59.33, 18.07],
    ['eu-south-1', 'Milan', 45.46, 9.19],
    ['eu-south-2', 'Zaragoza', 41.65, -0.89],
    ['af-south-1', 'Cape Town', -33.92, 18.42],
    ['me-south-1', 'Bahrain', 26.07, 50.55],
    ['me-central-1', 'Dubai', 25.2, 55.27],
    ['ap-south-1', 'Mumbai', 19.08, 72.88],
    ['ap-south-2', 'Hyderabad', 17.39, 78.49],
    ['ap-southeast-1', 'Singapore', 1.35, 103.82],
    ['ap-southeast-2', 'Sydney', -33.87, 151.21],
    ['ap-southeast-3', 'Jakarta', -6.21, 106.85],
    ['ap-southeast-4', 'Melbourne', -37.81, 144.96],
    ['ap-east-1', 'Hong Kong', 22.32, 114.17],
    ['ap-northeast-1', 'Tokyo', 35.68, 139.69],
    ['ap-northeast-2', 'Seoul', 37.57, 126.98],
    ['ap-northeast-3', 'Osaka', 34.69, 135.5],
  ]),
  ...regions('Azure', [
    ['eastus', 'Virginia', 37.37, -79.82],
    ['eastus2', 'Virginia', 36.67, -78.39],
    ['centralus', 'Iowa', 41.59, -93.62],
    ['southcentralus', 'Texas', 29.42, -98.49],
    ['westus', 'California', 37.78, -122.42],
    ['westus2', 'Washington', 47.23, -119.85],
    ['westus3', 'Phoenix', 33.45, -112.07],
    ['canadacentral', 'Toronto', 43.65, -79.38],
    ['brazilsouth', 'Sao Paulo', -23.55, -46.63],
    ['northeurope', 'Dublin', 53.35, -6.26],
    ['westeurope', 'Amsterdam', 52.37, 4.9],
    ['uksouth', 'London', 51.51, -0.13],
    ['francecentral', 'Paris', 48.86, 2.35],
    ['germanywestcentral', 'Frankfurt', 50.11, 8.68],
    ['switzerlandnorth', 'Zurich', 47.38, 8.54],
    ['swedencentral', 'Gavle', 60.67, 17.14],
    ['norwayeast', 'Oslo', 59.91, 10.75],
    ['polandcentral', 'Warsaw', 52.23, 21.01],
    ['italynorth', 'Milan', 45.46, 9.19],
    ['southafricanorth', 'Johannesburg', -26.2, 28.05],
    ['uaenorth', 'Dubai', 25.2, 55.27],
    ['centralindia', 'Pune', 18.52, 73.86],
    ['southindia', 'Chennai', 13.08, 80.27],
    ['southeastasia', 'Singapore', 1.35, 103.82],
    ['eastasia', 'Hong Kong', 22.32, 114.17],
    ['japaneast', 'Tokyo', 35.68, 139.69],
    ['koreacentral', 'Seoul', 37.57, 126.98],
    ['australiaeast', 'Sydney', -33.87, 151.21],
  ]),
  ...regions('Google Cloud', [
    ['us-central1', 'Iowa', 41.26, -95.86],
    ['us-east1', 'South Carolina', 33.2, -80.01],
    ['us-east4', 'Northern Virginia', 39.04, -77.49],
    ['us-west1', 'Oregon', 45.59, -121.18],
    ['us-west2', 'Los Angeles', 34.05, -118.24],
    ['northamerica-northeast1', 'Montreal', 45.5, -73.57],
    ['southamerica-east1', 'Sao Paulo', -23.55, -46.63],
    ['europe-north1', 'Hamina', 60.57, 27.2],
    ['europe-west1', 'Saint-Ghislain', 50.45, 3.82],
    ['europe-west2', 'London', 51.51, -0.13],
    ['europe-west3', 'Frankfurt', 50.11, 8.68],
    ['europe-west4', 'Eemshaven', 53.44, 6.84],
    ['europe-west6', 'Zurich', 47.38, 8.54],
    ['europe-west9', 'Paris', 48.86, 2.35],
    ['europe-southwest1', 'Madrid', 40.42, -3.7],
    ['asia-south1', 'Mumbai', 19.08, 72.88],
    ['asia-southeast1', 'Singapore', 1.35, 103.82],
    ['asia-east1', 'Changhua', 24.08, 120.54],
    ['asia-east2', 'Hong Kong', 22.32, 114.17],
    ['asia-northeast1', 'Tokyo', 35.68, 139.69],
    ['asia-northeast3', 'Seoul', 37.57, 126.98],
    ['australia-southeast1', 'Sydney', -33.87, 151.21],
  ]),
  ...regions('IBM Cloud', [
    ['us-south', 'Dallas', 32.78, -96.8],
    ['us-east', 'Washington', 38.91, -77.04],
    ['ca-tor', 'Toronto', 43.65, -79.38],
    ['br-sao', 'Sao Paulo', -23.55, -46.63],
    ['eu-de', 'Frankfurt', 50.11, 8.68],
    ['eu-gb', 'London', 51.51, -0.13],
    ['eu-es', 'Madrid', 40.42, -3.7],
    ['jp-tok', 'Tokyo', 35.68, 139.69],
    ['jp-osa', 'Osaka', 34.69, 135.5],
    ['au-syd', 'Sydney', -33.87, 151.21],
  ]),
];
