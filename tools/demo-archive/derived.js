/** What is made of images: a segmentation, a report of measurements (TID 1500), a radiation dose report (TID 10011). [PS3.16] */
import { makeUid } from './patients.js';

const code = (value, scheme, meaning) => [
  { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning },
];
const NODULE = ['27925004', 'SCT', 'Nodule'];
const LUNG = ['39607008', 'SCT', 'Lung'];

function startObject(study, modality, sopClass, description) {
  const { number, uid } = study.nextSeries();
  return {
    number,
    uid,
    dataSet: {
      SOPClassUID: sopClass,
      SOPInstanceUID: makeUid(uid, 0),
      SpecificCharacterSet: 'ISO_IR 192',
      ...study.module(),
      Modality: modality,
      SeriesInstanceUID: uid,
      SeriesNumber: number,
      SeriesDate: study.date,
      SeriesTime: '110000',
      SeriesDescription: description,
      ContentDate: study.date,
      ContentTime: '110500',
      InstanceNumber: 1,
      Manufacturer: 'DICOM-OMOP',
      ManufacturerModelName: 'Demonstration',
    },
  };
}

const finish = ({ number, uid }, modality, dataSet) => ({ number, uid, modality, instances: [dataSet] });

export function trackingUid(series) {
  return makeUid(series.uid, 'tracking');
}

export function segmentation(study, images) {
  const object = startObject(study, 'SEG', '1.2.840.10008.5.1.4.1.1.66.4', 'NODULE SEG');
  return finish(object, 'SEG', {
    ...object.dataSet,
    ImageType: ['DERIVED', 'PRIMARY'],
    SegmentationType: 'BINARY',
    Rows: 512,
    Columns: 512,
    NumberOfFrames: 1,
    SegmentSequence: [
      {
        SegmentNumber: 1,
        SegmentLabel: 'Nodule',
        SegmentAlgorithmType: 'SEMIAUTOMATIC',
        SegmentAlgorithmName: 'demo-grow 1.0',
        TrackingID: 'Nodule 1',
        TrackingUID: trackingUid(images),
        SegmentedPropertyCategoryCodeSequence: code('49755003', 'SCT', 'Morphologically Altered Structure'),
        SegmentedPropertyTypeCodeSequence: code(...NODULE),
        AnatomicRegionSequence: code(...LUNG),
      },
    ],
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: images.uid,
        ReferencedInstanceSequence: images.instances.slice(0, 1).map((image) => ({
          ReferencedSOPClassUID: image.SOPClassUID,
          ReferencedSOPInstanceUID: image.SOPInstanceUID,
        })),
      },
    ],
  });
}

const item = (relationship, type, name, more = {}) => ({
  RelationshipType: relationship,
  ValueType: type,
  ...(name ? { ConceptNameCodeSequence: code(...name) } : {}),
  ...more,
});
const container = (relationship, name, content, more = {}) =>
  item(relationship, 'CONTAINER', name, {
    ContinuityOfContent: 'SEPARATE',
    ContentSequence: content,
    ...more,
  });
const num = (name, value, unit, more = {}) =>
  item('CONTAINS', 'NUM', name, {
    MeasuredValueSequence: [{ NumericValue: value, MeasurementUnitsCodeSequence: code(...unit) }],
    ...more,
  });
const coded = (relationship, name, value) =>
  item(relationship, 'CODE', name, { ConceptCodeSequence: code(...value) });

/** `axis` in mm, `volume` in cubic mm. */
export function measurementReport(study, images, mask, { axis, volume }) {
  const object = startObject(study, 'SR', '1.2.840.10008.5.1.4.1.1.88.34', 'NODULE MEASUREMENTS');
  const [segment] = mask.instances;
  const group = container(
    'CONTAINS',
    ['125007', 'DCM', 'Measurement Group'],
    [
      item('HAS OBS CONTEXT', 'TEXT', ['112039', 'DCM', 'Tracking Identifier'], { TextValue: 'Nodule 1' }),
      item('HAS OBS CONTEXT', 'UIDREF', ['112040', 'DCM', 'Tracking Unique Identifier'], {
        UID: trackingUid(images),
      }),
      coded('CONTAINS', ['121071', 'DCM', 'Finding'], NODULE),
      coded('HAS CONCEPT MOD', ['363698007', 'SCT', 'Finding Site'], LUNG),
      item('CONTAINS', 'IMAGE', ['121191', 'DCM', 'Referenced Segment'], {
        ReferencedSOPSequence: [
          {
            ReferencedSOPClassUID: segment.SOPClassUID,
            ReferencedSOPInstanceUID: segment.SOPInstanceUID,
            ReferencedSegmentNumber: 1,
          },
        ],
      }),
      item('CONTAINS', 'UIDREF', ['121232', 'DCM', 'Source series for segmentation'], { UID: images.uid }),
      num(['118565006', 'SCT', 'Volume'], volume.toFixed(1), ['mm3', 'UCUM', 'cubic millimeter']),
      num(['103339001', 'SCT', 'Long Axis'], axis.toFixed(1), ['mm', 'UCUM', 'millimeter']),
      num(['112031', 'DCM', 'Attenuation Coefficient'], '31.2', ["[hnsf'U]", 'UCUM', 'Hounsfield unit'], {
        ContentSequence: [
          coded('HAS CONCEPT MOD', ['121401', 'DCM', 'Derivation'], ['373098007', 'SCT', 'Mean']),
        ],
      }),
    ],
    { ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '1411' }] },
  );
  return finish(object, 'SR', {
    ...object.dataSet,
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'UNVERIFIED',
    ValueType: 'CONTAINER',
    ContinuityOfContent: 'SEPARATE',
    ConceptNameCodeSequence: code('126000', 'DCM', 'Imaging Measurement Report'),
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '1500' }],
    ContentSequence: [container('CONTAINS', ['126010', 'DCM', 'Imaging Measurements'], [group])],
    CurrentRequestedProcedureEvidenceSequence: [evidence(study, [images, mask])],
  });
}

export function doseReport(study, { ctdi, dlp }) {
  const object = startObject(study, 'SR', '1.2.840.10008.5.1.4.1.1.88.67', 'DOSE REPORT');
  const event = container(
    'CONTAINS',
    ['113819', 'DCM', 'CT Acquisition'],
    [
      item('CONTAINS', 'UIDREF', ['113769', 'DCM', 'Irradiation Event UID'], {
        UID: makeUid(study.uid, 'event'),
      }),
      container(
        'CONTAINS',
        ['113829', 'DCM', 'CT Dose'],
        [
          num(['113830', 'DCM', 'Mean CTDIvol'], String(ctdi), ['mGy', 'UCUM', 'mGy']),
          num(['113838', 'DCM', 'DLP'], String(dlp), ['mGy.cm', 'UCUM', 'mGy.cm']),
        ],
      ),
    ],
    { ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '10013' }] },
  );
  return finish(object, 'SR', {
    ...object.dataSet,
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'UNVERIFIED',
    ValueType: 'CONTAINER',
    ContinuityOfContent: 'SEPARATE',
    ConceptNameCodeSequence: code('113701', 'DCM', 'X-Ray Radiation Dose Report'),
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '10011' }],
    ContentSequence: [event],
    CurrentRequestedProcedureEvidenceSequence: [
      evidence(
        study,
        study.series.filter(({ modality }) => modality === 'CT'),
      ),
    ],
  });
}

function evidence(study, series) {
  return {
    StudyInstanceUID: study.uid,
    ReferencedSeriesSequence: series.map(({ uid, instances }) => ({
      SeriesInstanceUID: uid,
      ReferencedSOPSequence: instances.slice(0, 1).map((instance) => ({
        ReferencedSOPClassUID: instance.SOPClassUID,
        ReferencedSOPInstanceUID: instance.SOPInstanceUID,
      })),
    })),
  };
}
